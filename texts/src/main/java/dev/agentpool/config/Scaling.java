package dev.agentpool.config;

/**
 * Between which counts a pool's slots may be scaled while it runs ({@code [scaling]}; spec
 * slot-pool 7.9).
 *
 * @param minSlots 1 or more
 * @param maxSlots {@code minSlots} or more
 */
public record Scaling(int minSlots, int maxSlots) {
  public static final Scaling STANDARD = new Scaling(1, 16);

  public Scaling {
    if (minSlots < 1 || maxSlots < minSlots) {
      throw new IllegalArgumentException(
          "not 1 <= min_slots <= max_slots: " + minSlots + ", " + maxSlots);
    }
  }

  /** With room for at least so many. */
  public Scaling reaching(int slots) {
    return slots <= maxSlots ? this : new Scaling(minSlots, slots);
  }
}
