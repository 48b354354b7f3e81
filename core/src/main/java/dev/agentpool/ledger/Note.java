package dev.agentpool.ledger;

import java.time.Instant;

/**
 * A small durable thing of a pool that is no task: an entry of the shared context, a message, a
 * slot's identity, a webhook.
 *
 * @param space what kind of thing, for instance {@code context}
 * @param key 1 to 300 characters, unique in its space
 * @param at when it was put
 * @param version the number of the journal's entry that put it there: no other text that was ever
 *     under this key has the same
 */
public record Note(String space, String key, String value, Instant at, long version) {
  public static final int MAX_KEY = 300;

  public Note {
    check(key, value);
  }

  /** Throws {@link IllegalArgumentException} for what no note may have. */
  public static void check(String key, String value) {
    if (key.isBlank() || key.length() > MAX_KEY || key.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a key has 1 to " + MAX_KEY + " characters, not blank");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the value of '" + key + "' has a NUL character");
    }
  }

  /** Characters it counts for. */
  public long size() {
    return key.length() + (long) value.length();
  }
}
