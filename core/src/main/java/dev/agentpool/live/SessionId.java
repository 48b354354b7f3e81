package dev.agentpool.live;

import dev.agentpool.pool.SlotName;
import java.util.Optional;

/** {@code ap_} and 12 hexadecimal digits; also the id of the slot that is the session's seat. */
public record SessionId(String value) {
  public SessionId {
    if (!isOne(value)) {
      throw new IllegalArgumentException(
          "not a session's id: '" + value + "' (expected ap_ and 12 hexadecimal digits)");
    }
  }

  private static boolean isOne(String text) {
    return SlotName.of(text) instanceof SlotName.Session;
  }

  /** Empty when the text is no session's id. */
  public static Optional<SessionId> find(String text) {
    return isOne(text) ? Optional.of(new SessionId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
