package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Limits;
import dev.agentpool.ledger.Submission;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two submissions ask for the same: a hash over all they say, whatever the order of
 * their settings.
 */
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  static String of(Submission submission) {
    try {
      Fingerprint print = new Fingerprint(MessageDigest.getInstance("SHA-256"));
      print.add(submission);
      return HexFormat.of().formatHex(print.digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private void add(Submission submission) {
    text(submission.planCap() == null ? null : submission.planCap().micros());
    Limits plan = submission.planCaps();
    if (plan.tokens() != null || plan.turns() != null) { // as hashed before these were counted
      text("tokens " + plan.tokens() + " turns " + plan.turns());
    }
    text(submission.tasks().size());
    boolean shares =
        submission.tasks().stream().anyMatch(node -> node.spec().part() instanceof PlanPart.Close);
    OnFinish onFinish =
        submission.tasks().stream()
            .map(node ->
                node.spec().part() instanceof PlanPart.Parent parent
                    ? parent.onFinish()
                    : OnFinish.KEEP)
            .filter(asked -> asked != OnFinish.KEEP)
            .findFirst()
            .orElse(OnFinish.KEEP);
    for (Submission.Node node : submission.tasks()) {
      add(node.spec());
      add(node.spec().part(), shares, onFinish);
      text(node.after());
      text(node.afterTasks());
    }
  }

  private void add(TaskSpec spec) {
    text(spec.prompt().text());
    value(spec.settings().plain());
    value(spec.tags());
    text(spec.ordering());
    text(spec.retry());
    text(spec.review());
    text(spec.cap() == null ? null : spec.cap().micros());
    text(spec.onDependencyFailure());
  }

  /**
   * As an agentpool hashed them for which all parts had the same members: a key that came to that
   * one is known to this one.
   *
   * @param shares whether the plan's steps share a workspace
   * @param onFinish what the plan is asked to do with it
   */
  private void add(PlanPart part, boolean shares, OnFinish onFinish) {
    switch (part) {
      case PlanPart.Alone() -> {}
      case PlanPart.Step step -> {
        text("STEP");
        text(step.name());
        value(step.bindings());
        value(step.outputVars());
        text(step.recovery() == null ? null : step.recovery().text());
        text(step.when());
        text(step.mayFail());
        text(step.sharesWorkspace());
        text(onFinish);
      }
      case PlanPart.Close close ->
          withoutAgent("CLOSE", PlanPart.Close.NAME, true, close.onFinish());
      case PlanPart.Parent parent ->
          withoutAgent("PARENT", parent.kind(), shares, parent.onFinish());
    }
  }

  private void withoutAgent(String role, String name, boolean shares, OnFinish onFinish) {
    text(role);
    text(name);
    value(Map.of());
    value(Map.of());
    text(null);
    text(null);
    text(false);
    text(shares);
    text(onFinish);
  }

  private void value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      map.forEach((key, inner) -> sorted.put(String.valueOf(key), inner));
      text("{" + sorted.size());
      sorted.forEach((key, inner) -> {
        text(key);
        value(inner);
      });
    } else if (value instanceof List<?> list) {
      text("[" + list.size());
      list.forEach(this::value);
    } else {
      text(value);
    }
  }

  /** With its length before it, so that no two texts run into each other. */
  private void text(@Nullable Object value) {
    byte[] bytes = Objects.toString(value).getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
