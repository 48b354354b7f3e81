package dev.agentpool.live;

import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live session as it stands: a seat of its own in a pool, whose turns are tasks that no other
 * slot takes. What it does at this moment is told by its tasks and their questions, not here.
 *
 * @param coordinator who opened it, to tell whose sessions are whose; null for nobody in particular
 * @param settings the layer of all its turns
 * @param about what else is to be said of it, a text that the ledger does not read; at most {@link
 *     #LONGEST_ABOUT} characters
 * @param deadline when it is ended whatever it does; null for never
 * @param maxTurns how often it may be spoken to after its first prompt; null for no limit
 * @param turnsSent how often it was, the first prompt not counted
 * @param lastTurn the task of the newest turn
 * @param ended null while it lives
 */
public record LiveSession(
    SessionId id,
    PoolId pool,
    @Nullable String coordinator,
    Settings settings,
    String about,
    Instant createdAt,
    @Nullable Instant deadline,
    @Nullable Integer maxTurns,
    int turnsSent,
    TaskId firstTurn,
    TaskId lastTurn,
    @Nullable Ended ended) {
  public static final int LONGEST_ABOUT = 100_000;

  /**
   * @param why for people; may be empty
   */
  public record Ended(EndedAs as, Instant at, String why) {}

  public boolean lives() {
    return ended == null;
  }

  /** Whether its time is over. */
  public boolean isDue(Instant now) {
    return ended == null && deadline != null && !deadline.isAfter(now);
  }

  /** Whether it may not be spoken to any more. */
  public boolean isSpokenOut() {
    return maxTurns != null && turnsSent >= maxTurns;
  }

  /** Somebody spoke to it. */
  public LiveSession spokenTo(TaskId turn) {
    return sent(turnsSent + 1, turn);
  }

  /** What was said before has become a turn. */
  public LiveSession withTurn(TaskId turn) {
    return sent(turnsSent, turn);
  }

  private LiveSession sent(int turns, TaskId turn) {
    return new LiveSession(
        id,
        pool,
        coordinator,
        settings,
        about,
        createdAt,
        deadline,
        maxTurns,
        turns,
        firstTurn,
        turn,
        ended);
  }

  public LiveSession ended(EndedAs as, Instant at, String why) {
    return new LiveSession(
        id,
        pool,
        coordinator,
        settings,
        about,
        createdAt,
        deadline,
        maxTurns,
        turnsSent,
        firstTurn,
        lastTurn,
        new Ended(as, at, why));
  }
}
