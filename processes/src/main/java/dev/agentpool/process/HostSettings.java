package dev.agentpool.process;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ProcessHost} works.
 *
 * @param tailInterval how often every living session is looked at even when the kernel reports
 *     nothing; also the longest time between two looks where the kernel cannot report changes
 * @param writePatience how long {@link Child#write} waits for a child that takes nothing from its
 *     input
 * @param confinement the confinement to use without asking the machine; null to try what the
 *     machine allows
 * @param bubblewrap the name or path of the program that builds walls
 */
public record HostSettings(
    Duration tailInterval,
    Duration writePatience,
    @Nullable Confinement confinement,
    String bubblewrap) {

  public HostSettings {
    Objects.requireNonNull(tailInterval, "tailInterval is null");
    Objects.requireNonNull(writePatience, "writePatience is null");
    if (!tailInterval.isPositive() || !writePatience.isPositive()) {
      throw new IllegalArgumentException(
          "tailInterval and writePatience must be positive: "
              + tailInterval
              + ", "
              + writePatience);
    }
  }

  public static HostSettings defaults() {
    return new HostSettings(Duration.ofSeconds(1), Duration.ofSeconds(10), null, "bwrap");
  }

  public HostSettings withTailInterval(Duration interval) {
    return new HostSettings(interval, writePatience, confinement, bubblewrap);
  }

  public HostSettings withWritePatience(Duration patience) {
    return new HostSettings(tailInterval, patience, confinement, bubblewrap);
  }

  public HostSettings withConfinement(Confinement forced) {
    return new HostSettings(tailInterval, writePatience, forced, bubblewrap);
  }

  public HostSettings withBubblewrap(String program) {
    return new HostSettings(tailInterval, writePatience, confinement, program);
  }
}
