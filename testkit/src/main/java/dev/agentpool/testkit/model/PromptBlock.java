package dev.agentpool.testkit.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a prompt.
 *
 * @param lifetime how long the prompt up to here is to stay in the cache; null when it is not to
 * @param automatic whether the vendor caches by itself; the end of a prompt it then always reads
 */
record PromptBlock(String role, String text, @Nullable Duration lifetime, boolean automatic) {
  private static final Duration BY_ITSELF = Duration.ofMinutes(5);

  /** A block of a client that says itself what is to be cached. */
  static PromptBlock marked(String role, Object text, @Nullable Duration lifetime) {
    return new PromptBlock(role, text.toString(), lifetime, false);
  }

  /** A block of a vendor that caches by itself all that was sent. */
  static PromptBlock automatic(String role, Object text) {
    return new PromptBlock(role, text.toString(), BY_ITSELF, true);
  }
}
