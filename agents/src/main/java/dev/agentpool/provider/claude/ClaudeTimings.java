package dev.agentpool.provider.claude;

import java.time.Duration;

/**
 * How patient the provider is.
 *
 * @param ready from the start of the process to its answer to {@code initialize}
 * @param control for an answer on the control channel
 * @param interrupt from an interrupt to the end of the turn, before a stalled process is ended
 * @param end between SIGTERM and SIGKILL when the provider itself ends a process
 */
public record ClaudeTimings(Duration ready, Duration control, Duration interrupt, Duration end) {
  public static final ClaudeTimings STANDARD =
      new ClaudeTimings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3));
}
