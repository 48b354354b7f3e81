package dev.agentpool.operation;

import dev.agentpool.engine.Refusals;
import dev.agentpool.engine.Refused;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a refusal is called for the control plane's users (spec control-plane 18): a text beside our
 * own code, in its details.
 */
public final class ControlWords {
  /** The name of the detail that has it. */
  public static final String CODE = "control_code";

  private ControlWords() {}

  /** The same work; what it refuses has the control plane's code beside ours. */
  static <Q, A> Operation.Work<Q, A> told(Operation.Work<Q, A> work) {
    return (asking, asked) -> {
      try {
        return work.answer(asking, asked);
      } catch (RuntimeException thrown) {
        throw told(Refusals.of(thrown).orElseThrow(() -> thrown));
      }
    };
  }

  private static Refused told(Refused refused) {
    Map<String, Object> details = new LinkedHashMap<>(refused.details());
    details.putIfAbsent(CODE, code(refused.code()));
    return new Refused(
        refused.kind(), refused.code(), String.valueOf(refused.getMessage()), details);
  }

  /** The control plane's code for one of ours. */
  public static String code(String ours) {
    return switch (ours) {
      case "invalid" -> "INVALID_REQUEST";
      case "session_not_found" -> "TMUX_SESSION_NOT_FOUND"; // its users know it under this name
      case "too_many_sessions" -> "POLICY_BLOCKED";
      default -> ours.toUpperCase(Locale.ROOT);
    };
  }
}
