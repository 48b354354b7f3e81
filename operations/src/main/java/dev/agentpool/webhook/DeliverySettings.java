package dev.agentpool.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How patient deliveries are.
 *
 * @param backoff the wait after each failed try; one try more than these
 * @param patience an event older than this gets no second try: a target that was away for days is
 *     not flooded with waits
 * @param total from connecting to the end of the answer
 */
public record DeliverySettings(
    List<Duration> backoff, Duration patience, Duration connect, Duration total) {
  /** Eight tries over about six hours. */
  public static final DeliverySettings STANDARD =
      new DeliverySettings(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofMinutes(165)),
          Duration.ofHours(6),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));

  public DeliverySettings {
    backoff = List.copyOf(backoff);
  }

  /** The wait after so many failed tries of an event of that age; empty to give it up. */
  Optional<Duration> waitAfter(int tries, Duration age) {
    return tries > backoff.size() || age.compareTo(patience) > 0
        ? Optional.empty()
        : Optional.of(backoff.get(tries - 1));
  }
}
