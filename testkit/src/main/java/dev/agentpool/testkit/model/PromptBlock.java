package dev.agentpool.testkit.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a prompt.
 *
 * @param lifetime how long the prompt up to here is to stay in the cache; null when it is not to
 */
record PromptBlock(String role, String text, @Nullable Duration lifetime) {
  private static final Duration BY_ITSELF = Duration.ofMinutes(5);

  /** A block of a vendor that caches by itself all that was sent. */
  static PromptBlock automatic(String role, Object text) {
    return new PromptBlock(role, text.toString(), BY_ITSELF);
  }
}
