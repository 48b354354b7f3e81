package dev.agentpool.testkit.model;

import java.util.Map;

/**
 * An answer that is an error.
 *
 * @param limitReached whether the account has used up what it may, not only asked too fast
 */
record Refusal(int code, String message, boolean limitReached, Map<String, String> headers) {
  Refusal {
    headers = Map.copyOf(headers);
  }

  static Refusal of(int code, String message) {
    return new Refusal(code, message, false, Map.of());
  }
}
