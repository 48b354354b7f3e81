package dev.agentpool.provider.turn;

import java.time.Duration;

/**
 * How patient a provider is.
 *
 * @param ready from the start of the process until it can take a turn
 * @param control for an answer of the process to something that needs no model
 * @param interrupt from an interrupt to the end of the turn, before a stalled process is ended
 * @param end between SIGTERM and SIGKILL when the provider itself ends a process
 */
public record ProviderTimings(Duration ready, Duration control, Duration interrupt, Duration end) {
  public static final ProviderTimings STANDARD =
      new ProviderTimings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3));
}
