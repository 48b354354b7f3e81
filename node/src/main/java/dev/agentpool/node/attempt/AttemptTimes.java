package dev.agentpool.node.attempt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** How long attempts took, also those that outlived a daemon. */
public final class AttemptTimes {
  private AttemptTimes() {}

  /**
   * From the attempt's claim to the last thing its agent said, which may have been while no daemon
   * ran.
   *
   * @param most what has passed by now, without sleeps
   */
  static Duration lasted(Path session, Instant began, Duration most) {
    try {
      Instant last = Files.getLastModifiedTime(session.resolve("out")).toInstant();
      Duration lasted = Duration.between(began, last);
      return lasted.isNegative() || lasted.compareTo(most) > 0 ? most : lasted;
    } catch (IOException unknown) {
      return most;
    }
  }

  /** For people. */
  public static String slept(Duration sleep) {
    return "the machine slept, or agentpool was stopped, for "
        + said(sleep)
        + ": that time counts for no time-out";
  }

  /** A duration for people, to the second. */
  static String said(Duration time) {
    long seconds = Math.max(1, time.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
  }
}
