package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.Submission;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What tasks, plans and pools come to. */
public abstract class FiguresContract extends LedgerContract {
  private static final Cost NOT_REPORTED = new Cost.Unknown(usd(0.1));

  private static TaskResult crashed() {
    return TaskResult.withoutAgent(Outcome.of(OutcomeCode.CRASHED, "gone")).withCost(NOT_REPORTED);
  }

  private static TaskResult by(String reported, String configured, long millis, double usd) {
    AgentReport report =
        new AgentReport(
            "done",
            Outcome.COMPLETED,
            new AgentReport.Spent(
                Cost.known(usd(usd)), 2, TokenUsage.NONE, Duration.ofMillis(millis)),
            reported,
            null,
            null,
            List.of(),
            List.of(),
            AgentReport.Given.NOTHING,
            List.of(),
            null);
    return TaskResult.of(report).withVerdict(verdict -> verdict.withConfiguredModel(configured));
  }

  private static TaskSpec step(String name) {
    return TaskSpec.of("do " + name).withPart(PlanPart.step(name));
  }

  /** The ids of the steps, then that of the parent. */
  private List<TaskId> chain(String... steps) {
    List<Submission.Node> nodes = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      nodes.add(
          new Submission.Node(step(steps[i]), i == 0 ? List.of() : List.of(i - 1), List.of()));
      all.add(i);
    }
    TaskSpec parent = TaskSpec.of("chain").withPart(new PlanPart.Parent("chain", OnFinish.KEEP));
    nodes.add(new Submission.Node(parent, all, List.of()));
    return ledger.submit(new Submission(POOL, nodes, null, null)).orThrow();
  }

  private Cost cost(TaskId task) {
    return ledger.costs(List.of(task)).get(task);
  }

  private Figures figures(@Nullable String model) {
    return ledger.figures(new FigureFilter(POOL, null, null, List.of(), model));
  }

  private static long tasks(Figures figures) {
    return figures.groups().stream().mapToLong(Figures.Group::tasks).sum();
  }

  @Test
  void aTaskCostsAllItsAttemptsAndAnUnknownOneIsHeldBetweenItsBounds() {
    TaskId id =
        submit(
            TaskSpec.of("x")
                .withRetry(new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(1))));
    assertThat(cost(id)).isEqualTo(Cost.NOTHING);
    ClaimReply.Claimed first = claim();
    assertThat(cost(id)).isEqualTo(new Cost.Unknown(Money.ZERO, ESTIMATE));
    ledger.settle(first.attempt(), crashed()).orThrow();
    assertThat(cost(id)).isEqualTo(new Cost.Unknown(usd(0.1), ESTIMATE));
    clock.advance(Duration.ofSeconds(2));
    complete(claim().attempt());
    assertThat(cost(id)).isEqualTo(new Cost.Unknown(usd(0.11), usd(0.26)));
    assertThat(poolAccount().cost()).isEqualTo(new Cost.Unknown(usd(0.11), usd(0.26)));
    assertThat(ledger.slotTotals(POOL).get("slot-1").cost()).isEqualTo(cost(id));
  }

  @Test
  void theResultOfATaskTellsItsUnknownCostAsItIsBooked() {
    TaskId id = submit("x");
    ledger.settle(claim().attempt(), crashed()).orThrow();
    assertThat(task(id).result().cost()).isEqualTo(new Cost.Unknown(usd(0.1), ESTIMATE));
    assertThat(ledger.attempts(id).getFirst().cost()).isEqualTo(task(id).result().cost());
  }

  @Test
  void anUnknownCostThatBecomesKnownLeavesNoBoundBehind() {
    TaskId id = submit("x");
    ClaimReply.Claimed claimed = claim();
    ledger.settle(claimed.attempt(), crashed()).orThrow();
    ledger.settle(claimed.attempt(), result(OutcomeCode.COMPLETED, 0.2));
    assertThat(cost(id)).isEqualTo(Cost.known(usd(0.2)));
    assertThat(poolAccount().cost()).isEqualTo(Cost.known(usd(0.2)));
  }

  @Test
  void aCancelledTaskCostsWhatItsAttemptCameTo() {
    TaskId id = submit("x");
    ClaimReply.Claimed claimed = claim();
    ledger.cancel(id, "enough").orThrow();
    assertThat(cost(id).isKnown()).isFalse();
    ledger.settle(claimed.attempt(), result(OutcomeCode.CANCELLED, 0.04));
    assertThat(cost(id)).isEqualTo(Cost.known(usd(0.04)));
  }

  @Test
  void aPlansParentCostsWhatAllItsStepsDo() {
    List<TaskId> ids = chain("a", "b");
    settle(claim().attempt(), OutcomeCode.COMPLETED, 0.03);
    ledger.settle(claim().attempt(), crashed()).orThrow();
    assertThat(cost(ids.getLast())).isEqualTo(new Cost.Unknown(usd(0.13), usd(0.28)));
    Map<TaskId, Cost> together = ledger.costs(List.of(ids.get(0), ids.getLast()));
    assertThat(together.get(ids.get(0))).isEqualTo(Cost.known(usd(0.03)));
    assertThat(ledger.costs(List.of(new TaskId("task-ffff")))).isEmpty();
  }

  @Test
  void aChainThatIsCancelledInItsFirstStepSkipsAllTheOthers() {
    List<TaskId> ids = chain("a", "b", "c", "d");
    TaskId parent = ids.getLast();
    ClaimReply.Claimed first = claim();
    ledger.cancelRest(parent, "enough").orThrow();
    assertThat(state(ids.getFirst())).isEqualTo(TaskState.RUNNING);
    assertThat(ids.subList(1, 4)).allMatch(id -> state(id) == TaskState.CANCELLED);
    assertThat(ledger.stepCounts(List.of(parent)).get(parent))
        .isEqualTo(new StepCounts(4, 0, 3, 0, 0));
    complete(first.attempt());
    assertThat(ledger.stepCounts(List.of(parent)).get(parent))
        .isEqualTo(new StepCounts(4, 1, 3, 0, 0));
    claimNothing();
  }

  @Test
  void cancellingAChainEndsTheStepThatRunsInTheSameMove() {
    List<TaskId> ids = chain("a", "b", "c");
    ClaimReply.Claimed first = claim();
    ledger.cancel(ids.getLast(), "enough").orThrow();
    assertThat(ids).allMatch(id -> state(id) == TaskState.CANCELLED);
    ledger.settle(first.attempt(), result(OutcomeCode.CANCELLED, 0.01));
    assertThat(ledger.stepCounts(List.of(ids.getLast())).get(ids.getLast()))
        .isEqualTo(new StepCounts(3, 0, 2, 0, 1));
    assertThat(cost(ids.getLast())).isEqualTo(Cost.known(usd(0.01)));
  }

  @Test
  void theStepsOfManyPlansAreCountedAtOnce() {
    List<TaskId> broken = chain("a", "b", "c");
    settle(claim().attempt(), OutcomeCode.AUTH_FAILED, 0);
    List<TaskId> half = chain("a", "b");
    complete(claim().attempt());
    assertThat(ledger.stepCounts(List.of(broken.getLast(), half.getLast())))
        .containsEntry(broken.getLast(), new StepCounts(3, 0, 2, 1, 0))
        .containsEntry(half.getLast(), new StepCounts(2, 1, 0, 0, 0));
    assertThat(ledger.steps(broken.getLast()).stream().map(step -> step.id()))
        .containsExactlyElementsOf(broken.subList(0, 3));
    assertThat(ledger.parents(POOL, 10, 0).stream().map(parent -> parent.id()))
        .containsExactly(half.getLast(), broken.getLast());
    assertThat(ledger.parents(POOL, 1, 1).getFirst().id()).isEqualTo(broken.getLast());
    assertThat(ledger.parentCount(POOL)).isEqualTo(2);
  }

  @Test
  void figuresAddUpByModelAndStateAndFindAModelByItsConfiguredNameToo() {
    TaskSpec opus = TaskSpec.of("o").withSettings(Settings.EMPTY.with(SettingKeys.MODEL, "opus"));
    submit(opus);
    ledger.settle(claim().attempt(), by("claude-opus-9", "opus", 300, 0.3)).orThrow();
    submit("p");
    ledger.settle(claim().attempt(), by("claude-haiku-9", "haiku", 100, 0.1)).orThrow();
    submit("q");
    ledger.settle(claim().attempt(), crashed()).orThrow();
    submit(opus);
    chain("s");
    assertThat(tasks(figures(null))).isEqualTo(5);
    assertThat(tasks(figures("opus"))).isEqualTo(2);
    assertThat(tasks(figures("claude-opus-9"))).isEqualTo(1);
    assertThat(tasks(figures("haiku"))).isEqualTo(1);
    assertThat(figures(null).times().median()).isEqualTo(200);
    assertThat(figures("opus").times().median()).isEqualTo(300);
    Figures.Group failed =
        figures(null).groups().stream()
            .filter(group -> group.state() == TaskState.FAILED)
            .findFirst()
            .orElseThrow();
    assertThat(failed.cost()).isEqualTo(new Cost.Unknown(usd(0.1), ESTIMATE));
    assertThat(figures(null).dearest()).isEqualTo(Cost.known(usd(0.3)));
  }

  @Test
  void figuresKeepToTheirTimeAndTags() {
    submit(TaskSpec.of("early").withTags(List.of("a", "b")));
    complete(claim().attempt());
    clock.advance(Duration.ofHours(1));
    submit(TaskSpec.of("late").withTags(List.of("b")));
    assertThat(
            tasks(
                ledger.figures(
                    new FigureFilter(
                        POOL, START.plus(Duration.ofMinutes(1)), null, List.of(), null))))
        .isEqualTo(1);
    assertThat(
            tasks(
                ledger.figures(
                    new FigureFilter(
                        POOL, null, START.plus(Duration.ofMinutes(1)), List.of(), null))))
        .isEqualTo(1);
    assertThat(tasks(ledger.figures(new FigureFilter(POOL, null, null, List.of("a", "b"), null))))
        .isEqualTo(2);
    assertThat(tasks(ledger.figures(new FigureFilter(POOL, null, null, List.of("a"), null))))
        .isEqualTo(1);
  }

  @Test
  void aFilterCountsWithoutItsLimit() {
    submit(TaskSpec.of("a").withTags(List.of("x")));
    submit(TaskSpec.of("b").withTags(List.of("x")));
    complete(claim().attempt());
    assertThat(ledger.count(new TaskFilter(POOL, Set.of(), List.of("x"), null, null, 1, 0)))
        .isEqualTo(2);
    assertThat(ledger.count(new TaskFilter(POOL, Set.of(), List.of(), "slot-1", null, 1, 0)))
        .isEqualTo(1);
    assertThat(
            ledger.count(
                new TaskFilter(null, Set.of(TaskState.PENDING), List.of("x"), null, null, 1, 0)))
        .isEqualTo(1);
  }

  @Test
  void theTimeInTheMiddleIsExactWhereverTasksLie() {
    long[] millis = {1, 127, 128, 5_000, 5_000, 16_384, 3_600_000, 90_000_000, 250_000_000};
    for (int done = 0; done < millis.length; done++) {
      submit("x");
      ledger.settle(claim().attempt(), by("m" + done % 2, "c", millis[done], 0.01)).orThrow();
      double half = (millis[done / 2] + millis[(done + 1) / 2]) / 2.0;
      assertThat(figures(null).times()).isEqualTo(new Figures.Times(half, millis[done], 1));
    }
    assertThat(figures("m0").times()).isEqualTo(new Figures.Times(5_000, 250_000_000, 1));
    assertThat(figures("m1").times()).isEqualTo(new Figures.Times(10_692, 90_000_000, 127));
  }

  @Test
  void figuresFollowATaskThatIsRejectedAndDoneAgainByAnotherModel() {
    TaskId id = submit(TaskSpec.of("x").withReview(new ReviewPolicy(true, 3)));
    submit("y");
    ledger.settle(claim().attempt(), by("first", "c", 700, 0.2)).orThrow();
    assertThat(figures("first").times()).isEqualTo(new Figures.Times(700, 700, 700));
    ledger.reject(id, "again").orThrow();
    assertThat(figures(null).times()).isEqualTo(Figures.Times.NONE);
    ledger.settle(claim().attempt(), by("second", "c", 300, 0.1)).orThrow();
    ledger.approve(id).orThrow();
    assertThat(figures("first").groups()).isEmpty();
    assertThat(figures("first").first()).isNull();
    assertThat(figures("second").dearest()).isEqualTo(Cost.known(usd(0.3)));
    assertThat(figures("second").times()).isEqualTo(new Figures.Times(300, 300, 300));
  }

  private long count(Set<TaskState> states, @Nullable String slot, String... tags) {
    TaskFilter filter = new TaskFilter(POOL, states, List.of(tags), slot, null, 1, 0);
    assertThat(ledger.count(filter))
        .as("as many as the list has")
        .isEqualTo(
            ledger
                .tasks(new TaskFilter(POOL, states, List.of(tags), slot, null, 10_000, 0))
                .size());
    return ledger.count(filter);
  }

  @Test
  void countsByTagSlotAndStateFollowEveryMove() {
    TaskSpec tagged = TaskSpec.of("x").withTags(List.of("x", "both", "x"));
    TaskId done = submit(tagged.withReview(new ReviewPolicy(true, 2)));
    submit(tagged);
    submit(TaskSpec.of("y").withTags(List.of("y", "both")));
    chain("a");
    assertThat(count(Set.of(), null, "x")).isEqualTo(2);
    assertThat(count(Set.of(), null, "x", "both")).isEqualTo(3);
    assertThat(count(Set.of(), "slot-1")).isZero();
    ClaimReply.Claimed first = claim();
    assertThat(count(Set.of(TaskState.RUNNING), "slot-1", "x")).isEqualTo(1);
    assertThat(count(Set.of(TaskState.PENDING), null, "x")).isEqualTo(1);
    complete(first.attempt());
    ledger.reject(done, "again").orThrow();
    assertThat(count(Set.of(TaskState.PENDING), null, "x")).isEqualTo(2);
    complete(claim().attempt());
    complete(claim().attempt());
    assertThat(count(Set.of(TaskState.PENDING_REVIEW), "slot-1")).isEqualTo(1);
    ledger.approve(done).orThrow();
    assertThat(count(Set.of(TaskState.COMPLETED), null, "both")).isEqualTo(2);
    assertThat(count(Set.of(TaskState.COMPLETED, TaskState.PENDING), null, "both")).isEqualTo(3);
    assertThat(count(Set.of(), "slot-1")).isEqualTo(2);
    assertThat(count(Set.of(), null)).isEqualTo(5);
    assertThat(count(Set.of(), null, "nobody's")).isZero();
  }

  @Test
  void pagesOfTagsAndStatesGoOnWhereTheLastOneEnded() {
    List<TaskId> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.addFirst(submit(TaskSpec.of("x").withTags(List.of(i % 2 == 0 ? "even" : "odd", "all"))));
    }
    ledger.cancel(ids.get(2), "no").orThrow();
    ledger.cancel(ids.get(3), "no").orThrow();
    List<TaskId> paged = new ArrayList<>();
    for (int offset = 0; offset < 7; offset += 2) {
      ledger
          .tasks(new TaskFilter(POOL, Set.of(), List.of("odd", "even"), null, null, 2, offset))
          .forEach(task -> paged.add(task.id()));
    }
    assertThat(paged).isEqualTo(ids);
    assertThat(
            ledger
                .tasks(
                    new TaskFilter(
                        POOL,
                        Set.of(TaskState.PENDING, TaskState.CANCELLED),
                        List.of("odd"),
                        null,
                        null,
                        2,
                        1))
                .stream()
                .map(task -> task.id()))
        .containsExactly(ids.get(3), ids.get(5));
  }

  @Test
  void theDependenciesOfManyTasksAreReadAtOnce() {
    List<TaskId> ids = submitAll(node("a"), node("b", 0), node("c", 0, 1));
    assertThat(ledger.dependencies(ids))
        .isEqualTo(
            Map.of(ids.get(1), List.of(ids.get(0)), ids.get(2), List.of(ids.get(0), ids.get(1))));
  }
}
