package dev.agentpool.ledger;

import dev.agentpool.budget.Cost;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What attempts came to that ended in one quarter of an hour, of one provider and model. An attempt
 * that did nothing is none.
 *
 * @param quarter when it began; all zones of the world begin their days at one
 * @param provider as settings call it; empty when nobody told
 * @param model as the agent told it, else as it was configured; null when nobody told
 * @param completed those that did what was asked
 * @param uncounted those whose tokens are not all told
 * @param elapsed of all of them together
 */
public record Worked(
    Instant quarter,
    String provider,
    @Nullable String model,
    long attempts,
    long completed,
    long uncounted,
    Tokens tokens,
    Cost cost,
    long turns,
    Duration elapsed) {
  /** How long a part of the time is for which sums are kept. */
  public static final Duration QUARTER = Duration.ofMinutes(15);

  /** When the quarter began in which a time lies. */
  public static Instant quarterOf(Instant time) {
    long seconds = time.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, QUARTER.toSeconds()));
  }
}
