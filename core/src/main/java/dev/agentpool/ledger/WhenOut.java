package dev.agentpool.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a claim does with tasks for which their pool's caps have no money left, where the task's own
 * settings say nothing else.
 *
 * @param asks whether they wait and a person is asked; else they fail
 * @param within how long the question waits before the tasks fail; null for as long as it takes
 */
public record WhenOut(boolean asks, @Nullable Duration within) {
  public static final WhenOut FAIL = new WhenOut(false, null);
  public static final WhenOut ASK = new WhenOut(true, null);
}
