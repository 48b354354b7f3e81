package dev.agentpool.api;

import dev.agentpool.request.WaitRequest;
import dev.agentpool.request.WaitRequest.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * For how many of several tasks to wait.
 *
 * {@snippet :
 * TaskHandle one = pool.submit("Say one.");
 * TaskHandle two = pool.submit("Say two.");
 * Waited waited = pool.await(List.of(one.id(), two.id()), WaitMode.any(), Duration.ofMinutes(5));
 * System.out.println(waited.satisfied() ? "the first is there" : "it takes long");
 * }
 */
public sealed interface WaitMode {
  /** Until each has ended, or waits for a review. */
  record All() implements WaitMode {}

  /** Until one has. */
  record Any() implements WaitMode {}

  /** Until so many have. */
  record Count(int count) implements WaitMode {}

  /** Until each has ended, or waits for a review. */
  static WaitMode all() {
    return new All();
  }

  /** Until one has. */
  static WaitMode any() {
    return new Any();
  }

  /** Until so many have. */
  static WaitMode count(int count) {
    return new Count(count);
  }

  /** A request to wait so. */
  default WaitRequest request(List<String> ids, Duration atMost) {
    Optional<Duration> timeout = Optional.of(atMost);
    return switch (this) {
      case All() -> new WaitRequest(ids, Optional.of(Mode.ALL), Optional.empty(), timeout);
      case Any() -> new WaitRequest(ids, Optional.of(Mode.ANY), Optional.empty(), timeout);
      case Count(int count) ->
          new WaitRequest(ids, Optional.of(Mode.COUNT), Optional.of(count), timeout);
    };
  }
}
