package dev.agentpool.operation;

import dev.agentpool.engine.Refused;
import java.util.Map;
import java.util.Optional;

/** Numbers that the control plane's users have codes of their own for. */
final class SessionLimits {
  static final int MOST_SECONDS = 604_800;
  static final int MOST_TURNS = 1_000_000;
  static final int MOST_AT_ONCE = 500;

  private SessionLimits() {}

  /** Of a session: {@code invalid_limit}. */
  static void limit(String what, Optional<Integer> given, int most) {
    if (given.isPresent() && (given.get() < 1 || given.get() > most)) {
      throw wrong("invalid_limit", what, given.get(), 1, most);
    }
  }

  /** Of a page of sessions: {@code invalid_session_page}. */
  static void page(String what, int given, int least, int most) {
    if (given < least || given > most) {
      throw wrong("invalid_session_page", what, given, least, most);
    }
  }

  private static Refused wrong(String code, String what, int given, int least, int most) {
    boolean open = most == Integer.MAX_VALUE;
    return new Refused(
        Refused.Kind.INVALID,
        code,
        "'"
            + what
            + "' must be "
            + (open ? least + " or more" : least + " to " + most)
            + ", not "
            + given,
        code.equals("invalid_limit") || open
            ? Map.of(what, given)
            : Map.of(what, given, "max_" + what, most));
  }
}
