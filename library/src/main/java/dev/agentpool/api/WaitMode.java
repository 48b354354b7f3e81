package dev.agentpool.api;

import java.util.Map;

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

  /** As members of a request. */
  default Map<String, Object> members() {
    return switch (this) {
      case All() -> Map.of("mode", "all");
      case Any() -> Map.of("mode", "any");
      case Count(int count) -> Map.of("mode", "count", "count", count);
    };
  }
}
