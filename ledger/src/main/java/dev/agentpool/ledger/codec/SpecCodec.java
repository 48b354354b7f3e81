package dev.agentpool.ledger.codec;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.Title;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task's spec without its prompt, which has a column of its own. What has its usual value is not
 * written.
 */
public final class SpecCodec {
  private SpecCodec() {}

  public static String write(TaskSpec spec) {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (!spec.settings().equals(Settings.EMPTY)) {
      plain.put("settings", spec.settings().plain());
    }
    if (!spec.tags().isEmpty()) {
      plain.put("tags", spec.tags());
    }
    if (spec.ordering().priority() != 0) {
      plain.put("priority", spec.ordering().priority());
    }
    if (spec.ordering().lane() != null) {
      plain.put("lane", spec.ordering().lane());
    }
    if (spec.ordering().slot() != null) {
      plain.put("slot", spec.ordering().slot());
    }
    if (!spec.retry().equals(RetryPolicy.ONCE)) {
      RetryPolicy retry = spec.retry();
      plain.put(
          "retry",
          List.of(retry.maxAttempts(), nanos(retry.firstDelay()), nanos(retry.maxDelay())));
    }
    if (!spec.review().equals(ReviewPolicy.NONE)) {
      plain.put(
          "review",
          Map.of(
              "required",
              spec.review().required(),
              "max_rejections",
              spec.review().maxRejections()));
    }
    if (spec.cap() != null) {
      plain.put("cap_microdollars", spec.cap().micros());
    }
    if (spec.onDependencyFailure() != DependencyPolicy.FAIL) {
      plain.put("on_dependency_failure", spec.onDependencyFailure().wireName());
    }
    if (!(spec.part() instanceof PlanPart.Alone)) {
      plain.put("part", PartCodec.write(spec.part()));
    }
    if (spec.title() != null) {
      plain.put("title", spec.title().text());
    }
    boolean isTemplate = spec.prompt() instanceof Prompt.Template;
    if (isTemplate != isUsuallyTemplate(spec.part())) {
      plain.put("template", isTemplate);
    }
    return Json.write(plain);
  }

  public static TaskSpec read(String prompt, String json) {
    Map<String, @Nullable Object> plain = Json.readObject(json);
    PlanPart part =
        plain.containsKey("part") ? PartCodec.read(Json.object(plain.get("part"))) : PlanPart.ALONE;
    boolean isTemplate =
        plain.containsKey("template")
            ? Boolean.TRUE.equals(plain.get("template"))
            : isUsuallyTemplate(part);
    TaskSpec usual =
        TaskSpec.of(isTemplate ? new Prompt.Template(prompt) : new Prompt.Literal(prompt));
    return new TaskSpec(
        usual.prompt(),
        plain.containsKey("settings")
            ? Settings.read(present(plain.get("settings")))
            : Settings.EMPTY,
        Json.texts(plain.get("tags")),
        new Ordering(
            (int) Json.number(plain.get("priority")),
            Json.text(plain.get("lane")),
            Json.text(plain.get("slot"))),
        plain.get("retry") instanceof List<?> retry ? retry(retry) : usual.retry(),
        plain.containsKey("review") ? review(Json.object(plain.get("review"))) : usual.review(),
        plain.containsKey("cap_microdollars")
            ? Money.ofMicros(Json.number(plain.get("cap_microdollars")))
            : null,
        plain.containsKey("on_dependency_failure")
            ? DependencyPolicy.ofWireName(Json.need(plain.get("on_dependency_failure"), "policy"))
            : usual.onDependencyFailure(),
        part,
        plain.containsKey("title") ? new Title(Json.need(plain.get("title"), "title")) : null);
  }

  /** What is not said of a prompt: those of steps are templates, all others are not. */
  private static boolean isUsuallyTemplate(PlanPart part) {
    return switch (part) {
      case PlanPart.Step _ -> true;
      case PlanPart.Alone(), PlanPart.Close _, PlanPart.Parent _ -> false;
    };
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }

  private static RetryPolicy retry(List<?> plain) {
    return new RetryPolicy(
        (int) Json.number(plain.get(0)),
        Duration.ofNanos(Json.number(plain.get(1))),
        Duration.ofNanos(Json.number(plain.get(2))));
  }

  private static ReviewPolicy review(Map<String, @Nullable Object> plain) {
    return new ReviewPolicy(
        Boolean.TRUE.equals(plain.get("required")), (int) Json.number(plain.get("max_rejections")));
  }

  private static Map<String, Object> present(@Nullable Object value) {
    Map<String, Object> present = new LinkedHashMap<>();
    Json.object(value)
        .forEach((key, inner) -> present.put(key, Objects.requireNonNull(inner, key)));
    return present;
  }
}
