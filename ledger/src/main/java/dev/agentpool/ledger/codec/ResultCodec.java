package dev.agentpool.ledger.codec;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.AttemptFacts;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.task.WorkspaceOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results and outcomes. What is absent is not written. */
public final class ResultCodec {
  private ResultCodec() {}

  public static String write(TaskResult result) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("output", result.output());
    plain.put("outcome", plain(result.outcome()));
    switch (result.cost()) {
      case Cost.Known known -> plain.put("cost_microdollars", known.amount().micros());
      case Cost.Unknown unknown -> {
        plain.put("unknown_cost_at_least_microdollars", unknown.atLeast().micros());
        unknown
            .atMost()
            .ifPresent(most -> plain.put("unknown_cost_at_most_microdollars", most.micros()));
      }
    }
    plain.put("turns", result.turns());
    plain.put("elapsed_nanos", result.elapsed().toNanos());
    putIfPresent(plain, "model", result.model());
    putIfPresent(plain, "session_id", result.sessionId());
    TokenUsage tokens = result.tokens();
    if (!tokens.equals(TokenUsage.NONE)) {
      plain.put(
          "tokens",
          List.of(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheCreation()));
    }
    putIfPresent(plain, "structured_output", result.structuredOutput());
    if (!result.permissionDenials().isEmpty()) {
      plain.put("permission_denials", result.permissionDenials());
    }
    putIfPresent(plain, "exit_code", result.exitCode());
    putIfPresent(plain, "stderr", result.stderr());
    WorkspaceOutcome workspace = result.workspace();
    if (workspace != null) {
      Map<String, Object> where = new LinkedHashMap<>();
      where.put("mode", workspace.mode());
      where.put("path", workspace.path());
      putIfPresent(where, "branch", workspace.branch());
      where.put("commits", workspace.commits());
      putIfPresent(where, "patch", workspace.patch());
      plain.put("workspace", where);
    }
    if (!result.facts().equals(AttemptFacts.NONE)) {
      plain.put("facts", FactsCodec.write(result.facts()));
    }
    return Json.write(plain);
  }

  public static TaskResult read(String json) {
    Map<String, @Nullable Object> plain = Json.readObject(json);
    Cost cost =
        plain.containsKey("cost_microdollars")
            ? Cost.known(Money.ofMicros(Json.number(plain.get("cost_microdollars"))))
            : unknown(plain);
    return new TaskResult(
        Json.need(plain.get("output"), "output"),
        outcome(Json.object(plain.get("outcome"))),
        cost,
        (int) Json.number(plain.get("turns")),
        Duration.ofNanos(Json.number(plain.get("elapsed_nanos"))),
        Json.text(plain.get("model")),
        Json.text(plain.get("session_id")),
        plain.get("tokens") instanceof List<?> tokens ? tokens(tokens) : TokenUsage.NONE,
        Json.text(plain.get("structured_output")),
        Json.texts(plain.get("permission_denials")),
        plain.containsKey("exit_code")
            ? Integer.valueOf((int) Json.number(plain.get("exit_code")))
            : null,
        Json.text(plain.get("stderr")),
        plain.containsKey("workspace") ? workspace(Json.object(plain.get("workspace"))) : null,
        FactsCodec.read(Json.object(plain.get("facts"))));
  }

  private static Cost unknown(Map<String, @Nullable Object> plain) {
    Object most = plain.get("unknown_cost_at_most_microdollars");
    return new Cost.Unknown(
        Money.ofMicros(Json.number(plain.get("unknown_cost_at_least_microdollars"))),
        most == null ? null : Money.ofMicros(Json.number(most)));
  }

  public static String write(Outcome outcome) {
    return Json.write(plain(outcome));
  }

  public static Outcome readOutcome(String json) {
    return outcome(Json.readObject(json));
  }

  public static String write(List<TaskId> ids) {
    return Json.write(ids.stream().map(TaskId::value).toList());
  }

  public static List<TaskId> readIds(String json) {
    return Json.readTexts(json).stream().map(TaskId::new).toList();
  }

  private static Map<String, Object> plain(Outcome outcome) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("code", outcome.code().wireName());
    plain.put("message", outcome.message());
    putIfPresent(plain, "until", outcome.until() == null ? null : outcome.until().toString());
    return plain;
  }

  private static Outcome outcome(Map<String, @Nullable Object> plain) {
    String until = Json.text(plain.get("until"));
    return new Outcome(
        OutcomeCode.ofWireName(Json.need(plain.get("code"), "outcome")),
        Json.need(plain.get("message"), "message"),
        until == null ? null : Instant.parse(until));
  }

  private static TokenUsage tokens(List<?> plain) {
    return new TokenUsage(
        Json.number(plain.get(0)),
        Json.number(plain.get(1)),
        Json.number(plain.get(2)),
        Json.number(plain.get(3)));
  }

  private static WorkspaceOutcome workspace(Map<String, @Nullable Object> plain) {
    return new WorkspaceOutcome(
        Json.need(plain.get("mode"), "workspace mode"),
        Json.need(plain.get("path"), "workspace path"),
        Json.text(plain.get("branch")),
        (int) Json.number(plain.get("commits")),
        Json.text(plain.get("patch")));
  }

  private static void putIfPresent(Map<String, Object> plain, String name, @Nullable Object value) {
    if (value != null) {
      plain.put(name, value);
    }
  }
}
