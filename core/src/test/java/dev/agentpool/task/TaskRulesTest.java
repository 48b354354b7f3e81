package dev.agentpool.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.pool.PoolId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private static TaskRecord task(TaskState state, TaskSpec spec) {
    return new TaskRecord(
        new TaskId("task-1"),
        new PoolId("p"),
        null,
        null,
        null,
        spec,
        state,
        false,
        List.of(),
        state == TaskState.RUNNING ? 1 : 0,
        0,
        0,
        NOW,
        null,
        null,
        null,
        "",
        null,
        null);
  }

  private static TaskRecord task(TaskState state) {
    return task(state, TaskSpec.of("do it"));
  }

  private static TaskResult result(OutcomeCode code) {
    return TaskResult.withoutAgent(Outcome.of(code, code.wireName()))
        .withCost(Cost.known(Money.ofMicros(5)));
  }

  private static TaskRecord moved(TaskRecord task, Move move) {
    return ((Decision.Moved) TaskRules.decide(task, move, NOW)).after();
  }

  private static Refusal.Code refusal(TaskRecord task, Move move) {
    return ((Decision.Refused) TaskRules.decide(task, move, NOW)).refusal().code();
  }

  private static List<Move> everyMove(int fence) {
    return List.of(
        new Move.Unblock(),
        new Move.DependencyFailed(new TaskId("task-2"), "gone"),
        new Move.Claim("slot"),
        new Move.Settle(fence, result(OutcomeCode.COMPLETED)),
        new Move.Settle(fence, result(OutcomeCode.CRASHED)),
        new Move.PutBack(fence, "back", null),
        new Move.RefuseForBudget("no money"),
        new Move.Postpone("later", NOW.plusSeconds(9)),
        new Move.Cancel("no"),
        new Move.Approve(),
        new Move.Reject("again"));
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      names = {"COMPLETED", "FAILED", "CANCELLED"})
  void noMoveLeavesATerminalState(TaskState terminal) {
    for (int fence = 0; fence <= 2; fence++) {
      for (Move move : everyMove(fence)) {
        assertThat(TaskRules.decide(task(terminal), move, NOW))
            .as("%s", move)
            .isNotInstanceOf(Decision.Moved.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OutcomeCode.class)
  void everyOutcomeOfASingleAttemptLeadsWhereItSays(OutcomeCode code) {
    TaskRecord after = moved(task(TaskState.RUNNING), new Move.Settle(1, result(code)));
    TaskState expected =
        switch (code.then()) {
          case SUCCEED -> TaskState.COMPLETED;
          case FAIL, RETRY -> TaskState.FAILED;
          case PUT_BACK -> TaskState.PENDING;
        };
    assertThat(after.state()).isEqualTo(expected);
    assertThat(after.attempts()).isEqualTo(code.then() == OutcomeCode.Then.PUT_BACK ? 0 : 1);
    assertThat(after.finishedAt() != null).isEqualTo(expected.terminal());
  }

  @Test
  void aStaleFenceMovesNothing() {
    TaskRecord running =
        moved(
            moved(
                moved(task(TaskState.PENDING), new Move.Claim("a")),
                new Move.PutBack(1, "x", null)),
            new Move.Claim("b"));
    assertThat(running.fence()).isEqualTo(2);
    assertThat(refusal(running, new Move.Settle(1, result(OutcomeCode.COMPLETED))))
        .isEqualTo(Refusal.Code.STALE_ATTEMPT);
    assertThat(refusal(running, new Move.PutBack(1, "x", null)))
        .isEqualTo(Refusal.Code.STALE_ATTEMPT);
    assertThat(refusal(running, new Move.Settle(3, result(OutcomeCode.COMPLETED))))
        .isEqualTo(Refusal.Code.STALE_ATTEMPT);
  }

  @Test
  void retriesWaitLongerEachTimeAndEnd() {
    TaskSpec spec =
        TaskSpec.of("x")
            .withRetry(new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofSeconds(5)));
    TaskRecord task = task(TaskState.PENDING, spec);
    for (long wait : new long[] {2, 4, 5}) {
      TaskRecord running =
          ((Decision.Moved) TaskRules.decide(task, new Move.Claim("s"), NOW.plusSeconds(100)))
              .after();
      task = moved(running, new Move.Settle(running.fence(), result(OutcomeCode.CRASHED)));
      assertThat(task.notBefore()).isEqualTo(NOW.plusSeconds(wait));
      assertThat(refusal(task, new Move.Claim("s"))).isEqualTo(Refusal.Code.WRONG_STATE);
    }
    TaskRecord running =
        ((Decision.Moved) TaskRules.decide(task, new Move.Claim("s"), NOW.plusSeconds(100)))
            .after();
    assertThat(moved(running, new Move.Settle(4, result(OutcomeCode.CRASHED))).state())
        .isEqualTo(TaskState.FAILED);
  }

  @Test
  void onlyAPendingTaskIsPostponed() {
    TaskRecord waiting =
        moved(task(TaskState.PENDING), new Move.Postpone("the day's cap", NOW.plusSeconds(60)));
    assertThat(waiting.state()).isEqualTo(TaskState.PENDING);
    assertThat(waiting.notBefore()).isEqualTo(NOW.plusSeconds(60));
    assertThat(waiting.reason()).isEqualTo("the day's cap");
    for (TaskState other : EnumSet.complementOf(EnumSet.of(TaskState.PENDING))) {
      assertThat(TaskRules.decide(task(other), new Move.Postpone("x", NOW), NOW))
          .isInstanceOf(Decision.Unchanged.class);
    }
  }

  @Test
  void feedbackIsKeptBesideThePromptUntilNoRejectionIsLeft() {
    TaskSpec spec = TaskSpec.of("x").withReview(new ReviewPolicy(true, 2));
    TaskRecord reviewed =
        moved(task(TaskState.RUNNING, spec), new Move.Settle(1, result(OutcomeCode.COMPLETED)));
    assertThat(reviewed.state()).isEqualTo(TaskState.PENDING_REVIEW);
    TaskRecord again = moved(reviewed, new Move.Reject("use tabs"));
    assertThat(again.prompt()).isEqualTo(new Prompt.Literal("x"));
    assertThat(again.feedback()).containsExactly("use tabs");
    assertThat(again.withFeedback("x"))
        .isEqualTo("x\n\n[Review feedback, attempt 1 of 2]\nuse tabs");
    assertThat(again.attempts()).isZero();
    assertThat(again.result()).isNull();
    TaskRecord running = moved(again, new Move.Claim("s"));
    TaskRecord second =
        moved(running, new Move.Settle(running.fence(), result(OutcomeCode.COMPLETED)));
    TaskRecord failed = moved(second, new Move.Reject("no"));
    assertThat(failed.state()).isEqualTo(TaskState.FAILED);
    assertThat(failed.reason()).contains("2 times", "no");
    assertThat(failed.feedback()).containsExactly("use tabs", "no");
  }

  /** The picture of the architecture page, as pairs. */
  private static boolean legal(TaskState from, TaskState to) {
    Set<TaskState> next =
        switch (from) {
          case BLOCKED -> EnumSet.of(TaskState.PENDING, TaskState.FAILED, TaskState.CANCELLED);
          case PENDING ->
              EnumSet.of(
                  TaskState.PENDING, TaskState.RUNNING, TaskState.FAILED, TaskState.CANCELLED);
          case RUNNING ->
              EnumSet.of(
                  TaskState.PENDING,
                  TaskState.PENDING_REVIEW,
                  TaskState.COMPLETED,
                  TaskState.FAILED,
                  TaskState.CANCELLED);
          case PENDING_REVIEW ->
              EnumSet.of(
                  TaskState.PENDING, TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED);
          case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(TaskState.class);
        };
    return next.contains(to);
  }

  @Test
  void randomMovesKeepToThePictureAndFencesOnlyRise() {
    long seed = Long.getLong("sim.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      TaskSpec spec =
          TaskSpec.of("x")
              .withRetry(RetryPolicy.attempts(1 + random.nextInt(3)))
              .withReview(new ReviewPolicy(random.nextBoolean(), 1 + random.nextInt(3)));
      TaskRecord task = task(random.nextBoolean() ? TaskState.BLOCKED : TaskState.PENDING, spec);
      Instant now = NOW;
      for (int step = 0; step < 12; step++) {
        now = now.plusSeconds(random.nextInt(400));
        List<Move> moves = everyMove(Math.max(0, task.fence() - random.nextInt(2)));
        Move move = moves.get(random.nextInt(moves.size()));
        if (TaskRules.decide(task, move, now) instanceof Decision.Moved moved) {
          TaskRecord after = moved.after();
          String what = "-Dsim.seed=" + seed + " " + task + " by " + move;
          assertThat(legal(task.state(), after.state())).as(what).isTrue();
          assertThat(after.fence() - task.fence())
              .as(what)
              .isEqualTo(move instanceof Move.Claim ? 1 : 0);
          assertThat(after.attempts()).as(what).isLessThanOrEqualTo(spec.retry().maxAttempts());
          assertThat(after.finishedAt() != null)
              .as(what)
              .isEqualTo(after.state().terminal() || after.state() == TaskState.PENDING_REVIEW);
          assertThat(after.id()).isEqualTo(task.id());
          assertThat(after.spec()).isSameAs(task.spec());
          task = after;
        }
      }
    }
  }
}
