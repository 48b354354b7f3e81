package dev.agentpool.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.moves.Rules;
import dev.agentpool.task.Decision;
import dev.agentpool.task.Move;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A million moves in memory, and proof that the simulator sees broken rules. */
class SimulatorTest {
  private static final long MOVES = Long.getLong("sim.moves", 1_000_000);
  private static final long A_ROUND = 10_000;

  private static long seed() {
    return Long.getLong("sim.seed", System.nanoTime());
  }

  private static long simulate(long seed, Rules rules, long moves) {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    Ids ids = new Ids(new Chance(~seed)::id);
    try {
      return new Simulator(MemoryLedger.open(clock, rules, ids, MoveSettings.USUAL), clock, seed)
          .run(moves);
    } catch (AssertionError | RuntimeException broken) {
      throw new AssertionError("with -Dsim.seed=" + seed + ": " + broken.getMessage(), broken);
    }
  }

  @Test
  void aMillionMovesKeepEveryInvariant() {
    long seed = seed();
    System.err.println("simulation from -Dsim.seed=" + seed);
    long moves = 0;
    for (long round = 0; moves < MOVES; round++) {
      moves += simulate(seed + round, TaskRules::decide, A_ROUND);
    }
    assertThat(moves).isGreaterThanOrEqualTo(MOVES);
  }

  @Test
  void theSameSeedMakesTheSameMoves() {
    assertThat(simulate(42, TaskRules::decide, 2_000))
        .isEqualTo(simulate(42, TaskRules::decide, 2_000));
  }

  @Test
  void settlingWithoutLookingAtTheFenceIsSeen() {
    Rules withoutFence =
        (task, move, now) ->
            move instanceof Move.Settle settle && task.state() == TaskState.RUNNING
                ? TaskRules.decide(task, new Move.Settle(task.fence(), settle.result()), now)
                : TaskRules.decide(task, move, now);
    assertThatThrownBy(() -> simulate(seed(), withoutFence, 50_000))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s).*(the current attempt is|the attempt settled before|never reserved).*");
  }

  @Test
  void reopeningATerminalTaskIsSeen() {
    Rules reopening =
        (task, move, now) ->
            move instanceof Move.Cancel && task.state() == TaskState.COMPLETED
                ? new Decision.Moved(in(task, TaskState.CANCELLED))
                : TaskRules.decide(task, move, now);
    assertThatThrownBy(() -> simulate(seed(), reopening, 50_000))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("it was terminal");
  }

  @Test
  void losingATaskIsSeen() {
    Rules losing =
        (task, move, now) ->
            move instanceof Move.Unblock
                ? new Decision.Unchanged("forgotten")
                : TaskRules.decide(task, move, now);
    assertThatThrownBy(() -> simulate(seed(), losing, 5_000))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("never end");
  }

  private static TaskRecord in(TaskRecord task, TaskState state) {
    return new TaskRecord(
        task.id(),
        task.pool(),
        task.plan(),
        task.insideOf(),
        task.retryOf(),
        task.spec(),
        state,
        task.recovering(),
        task.feedback(),
        task.fence(),
        task.attempts(),
        task.rejections(),
        task.createdAt(),
        task.notBefore(),
        task.startedAt(),
        task.finishedAt(),
        task.reason(),
        task.slot(),
        task.result());
  }
}
