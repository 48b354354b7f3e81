package dev.agentpool.ledger.codec;

import dev.agentpool.task.OnFinish;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task's part in its plan. What has its usual value is not written. What an agentpool wrote for
 * which all parts had the same members is read too: what means nothing to a part is passed over.
 */
final class PartCodec {
  private PartCodec() {}

  static Map<String, Object> write(PlanPart part) {
    Map<String, Object> plain = new LinkedHashMap<>();
    switch (part) {
      case PlanPart.Alone() -> {}
      case PlanPart.Step step -> write(step, plain);
      case PlanPart.Close close -> {
        plain.put("role", "close");
        plain.put("name", PlanPart.Close.NAME);
        write(close.onFinish(), plain);
      }
      case PlanPart.Parent parent -> {
        plain.put("role", "parent");
        plain.put("name", parent.kind());
        write(parent.onFinish(), plain);
      }
    }
    return plain;
  }

  private static void write(PlanPart.Step step, Map<String, Object> plain) {
    plain.put("role", "step");
    plain.put("name", step.name());
    if (!step.group().equals(step.name())) {
      plain.put("group", step.group());
    }
    if (!step.bindings().isEmpty()) {
      plain.put("bindings", step.bindings());
    }
    if (!step.outputVars().isEmpty()) {
      plain.put("output_vars", step.outputVars());
    }
    if (step.recovery() != null) {
      plain.put("recovery_prompt", step.recovery().text());
    }
    if (step.when() != null) {
      plain.put("when", step.when());
    }
    if (step.mayFail()) {
      plain.put("may_fail", true);
    }
    if (step.sharesWorkspace()) {
      plain.put("shares_workspace", true);
    }
  }

  private static void write(OnFinish onFinish, Map<String, Object> plain) {
    if (onFinish != OnFinish.KEEP) {
      plain.put("on_finish", onFinish.wireName());
    }
  }

  static PlanPart read(Map<String, @Nullable Object> plain) {
    String role = Json.need(plain.get("role"), "role");
    String name = Json.need(plain.get("name"), "name");
    String asked = Json.text(plain.get("on_finish"));
    OnFinish onFinish = asked == null ? OnFinish.KEEP : OnFinish.ofWireName(asked);
    return switch (role) {
      case "step" -> step(name, plain);
      case "close" -> new PlanPart.Close(onFinish);
      case "parent" -> new PlanPart.Parent(name, onFinish);
      default -> throw new IllegalStateException("a stored task has the unknown part " + role);
    };
  }

  private static PlanPart step(String name, Map<String, @Nullable Object> plain) {
    String group = Json.text(plain.get("group"));
    String recovery = Json.text(plain.get("recovery_prompt"));
    return new PlanPart.Step(
        name,
        group == null ? name : group,
        texts(plain.get("bindings")),
        texts(plain.get("output_vars")),
        recovery == null ? null : new Prompt.Template(recovery),
        Json.text(plain.get("when")),
        Boolean.TRUE.equals(plain.get("may_fail")),
        Boolean.TRUE.equals(plain.get("shares_workspace")));
  }

  private static Map<String, String> texts(@Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value != null) {
      Json.object(value).forEach((key, text) -> texts.put(key, String.valueOf(text)));
    }
    return texts;
  }
}
