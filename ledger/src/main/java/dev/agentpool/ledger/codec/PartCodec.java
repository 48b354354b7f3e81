package dev.agentpool.ledger.codec;

import dev.agentpool.task.OnFinish;
import dev.agentpool.task.PlanPart;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task's part in its plan. What has its usual value is not written. */
final class PartCodec {
  private PartCodec() {}

  static Map<String, Object> write(PlanPart part) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("role", part.role().name().toLowerCase(Locale.ROOT));
    plain.put("name", part.name());
    if (!part.group().equals(part.name())) {
      plain.put("group", part.group());
    }
    if (!part.bindings().isEmpty()) {
      plain.put("bindings", part.bindings());
    }
    if (!part.outputVars().isEmpty()) {
      plain.put("output_vars", part.outputVars());
    }
    if (part.recoveryPrompt() != null) {
      plain.put("recovery_prompt", part.recoveryPrompt());
    }
    if (part.when() != null) {
      plain.put("when", part.when());
    }
    if (part.mayFail()) {
      plain.put("may_fail", true);
    }
    if (part.sharesWorkspace()) {
      plain.put("shares_workspace", true);
    }
    if (part.onFinish() != OnFinish.KEEP) {
      plain.put("on_finish", part.onFinish().wireName());
    }
    return plain;
  }

  static PlanPart read(Map<String, @Nullable Object> plain) {
    String name = Json.need(plain.get("name"), "name");
    String group = Json.text(plain.get("group"));
    String onFinish = Json.text(plain.get("on_finish"));
    return new PlanPart(
        PlanPart.Role.valueOf(Json.need(plain.get("role"), "role").toUpperCase(Locale.ROOT)),
        name,
        group == null ? name : group,
        texts(plain.get("bindings")),
        texts(plain.get("output_vars")),
        Json.text(plain.get("recovery_prompt")),
        Json.text(plain.get("when")),
        Boolean.TRUE.equals(plain.get("may_fail")),
        Boolean.TRUE.equals(plain.get("shares_workspace")),
        onFinish == null ? OnFinish.KEEP : OnFinish.ofWireName(onFinish));
  }

  private static Map<String, String> texts(@Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value != null) {
      Json.object(value).forEach((key, text) -> texts.put(key, String.valueOf(text)));
    }
    return texts;
  }
}
