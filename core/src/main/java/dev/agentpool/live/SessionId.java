package dev.agentpool.live;

import java.util.Optional;
import java.util.regex.Pattern;

/** {@code ap_} and 12 hexadecimal digits; also the id of the slot that is the session's seat. */
public record SessionId(String value) {
  private static final Pattern FORM = Pattern.compile("ap_[0-9a-f]{12}");

  public SessionId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a session's id: '" + value + "' (expected ap_ and 12 hexadecimal digits)");
    }
  }

  /** Empty when the text is no session's id. */
  public static Optional<SessionId> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
