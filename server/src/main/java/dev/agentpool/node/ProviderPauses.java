package dev.agentpool.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which providers rest until their usage window resets. Thread-safe. */
public final class ProviderPauses {
  private static final Duration FIRST_GUESS = Duration.ofMinutes(1);
  private static final Duration LONGEST_GUESS = Duration.ofMinutes(30);
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /** A pause, kept after its end so that the next guess can be longer. */
  public record Pause(String provider, Instant until, String why, int inARow) {}

  /**
   * Pauses until the time the provider named, or a growing guess when it named none; returns the
   * end.
   */
  Instant pause(String provider, @Nullable Instant until, String why, Instant now) {
    return pauses
        .compute(
            provider,
            (name, before) -> {
              if (before != null && before.until().isAfter(now) && until == null) {
                return before;
              }
              int inARow = before == null ? 1 : before.inARow() + 1;
              Instant end = until != null && until.isAfter(now) ? until : now.plus(guess(inARow));
              return new Pause(name, end, why, inARow);
            })
        .until();
  }

  private static Duration guess(int inARow) {
    Duration guess = FIRST_GUESS.multipliedBy(1L << Math.min(inARow - 1, 10));
    return guess.compareTo(LONGEST_GUESS) < 0 ? guess : LONGEST_GUESS;
  }

  void succeeded(String provider) {
    pauses.remove(provider);
  }

  Set<String> paused(Instant now) {
    return current(now).stream().map(Pause::provider).collect(Collectors.toUnmodifiableSet());
  }

  public List<Pause> current(Instant now) {
    return pauses.values().stream().filter(pause -> pause.until().isAfter(now)).toList();
  }
}
