package dev.agentpool.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Everything random in a simulation, out of one seed. Not thread-safe. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  long id() {
    return random.nextLong();
  }
}
