package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.StoodWalls;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskIdPrefix;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.Title;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.task.Verdict;
import dev.agentpool.task.WorkspaceOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The life of tasks: submit, claim, settle, put back, cancel, expire, review, retry. */
public abstract class MovesContract extends LedgerContract {
  private static TaskSpec laned(String prompt, String lane) {
    return TaskSpec.of(prompt).withOrdering(new Ordering(0, lane));
  }

  private static TaskSpec priority(String prompt, int priority) {
    return TaskSpec.of(prompt).withOrdering(new Ordering(priority, null));
  }

  // pools

  @Test
  void aPoolIsRegisteredOnceAndKeepsItsStoredCaps() {
    caps(usd(5), null, null);
    PoolRecord again = ledger.openPool(new PoolRecord(POOL, "demo", "/tmp/demo", Caps.NONE));
    assertThat(again.caps().pool()).isEqualTo(usd(5));
    assertThat(ledger.pools()).containsExactly(again);
    assertThat(journal())
        .extracting(JournalEntry::kind)
        .containsExactly(JournalKind.POOL_OPENED, JournalKind.CAPS_CHANGED);
  }

  @Test
  void anUnknownPoolIsRefused() {
    PoolId unknown = new PoolId("nowhere");
    assertRefused(
        ledger.submit(Submission.of(unknown, TaskSpec.of("x"))),
        Refusal.Code.POOL_NOT_FOUND,
        "nowhere");
    assertRefused(ledger.setCaps(unknown, Caps.NONE), Refusal.Code.POOL_NOT_FOUND, "nowhere");
    assertThat(
            ledger.claim(
                new ClaimRequest("n", unknown, "s", LEASE, Set.of(), "claude", ESTIMATE, 1.5)))
        .isEqualTo(new ClaimReply.Nothing(null));
  }

  // several at once

  @Test
  void severalSubmissionsAreEachAMoveOfItsOwnInTheirOrder() {
    Submission keyed = new Submission(POOL, List.of(node("a")), null, "key-1");
    List<Reply<List<TaskId>>> replies =
        ledger.submitEach(
            List.of(
                keyed,
                Submission.of(new PoolId("nowhere"), TaskSpec.of("x")),
                keyed,
                new Submission(POOL, List.of(node("other")), null, "key-1"),
                new Submission(POOL, List.of(node("b"), node("c", 0)), null, null)));

    List<TaskId> first = replies.get(0).orThrow();
    List<TaskId> last = replies.get(4).orThrow();
    assertRefused(replies.get(1), Refusal.Code.POOL_NOT_FOUND, "nowhere");
    assertThat(replies.get(2).orThrow()).isEqualTo(first);
    assertRefused(replies.get(3), Refusal.Code.IDEMPOTENCY_CONFLICT, "key-1");
    assertThat(listed()).containsExactlyInAnyOrder(first.getFirst(), last.get(0), last.get(1));
    assertThat(claim().task().id()).isEqualTo(first.getFirst());
    assertThat(claim().task().id()).isEqualTo(last.get(0));
    assertThat(state(last.get(1))).isEqualTo(TaskState.BLOCKED);
  }

  @Test
  void aThousandSubmissionsAtOnceAreATaskEachInTheirOrder() {
    List<Submission> submissions = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      submissions.add(Submission.of(POOL, TaskSpec.of("t" + i)));
    }
    List<TaskId> ids =
        ledger.submitEach(submissions).stream().map(reply -> reply.orThrow().getFirst()).toList();

    assertThat(ledger.submitEach(List.of())).isEmpty();
    assertThat(
            journal().stream()
                .filter(entry -> entry.kind() == JournalKind.SUBMITTED)
                .map(entry -> entry.task().orElseThrow()))
        .isEqualTo(ids);
  }

  // the whole record

  @Test
  void whatIsSubmittedAndBroughtBackIsReadBackWhole() {
    TaskSpec spec =
        new TaskSpec(
            new Prompt.Template("say \"hi\" — ünïcödé 🙂\n"),
            Settings.read(
                Map.of(
                    "model",
                    "opus",
                    "max_turns",
                    7,
                    "stall_timeout",
                    "90s",
                    "max_budget_usd",
                    0.0615,
                    "environment",
                    Map.of("A", "b", "N", 3))),
            List.of("a", "b c"),
            new Ordering(7, "lane 1", "slot-1"),
            new RetryPolicy(3, Duration.ofMillis(1500), Duration.ofSeconds(20)),
            new ReviewPolicy(true, 2),
            usd(1.5),
            DependencyPolicy.CONTINUE,
            new PlanPart.Step(
                "write[1]",
                "write",
                Map.of("item", "{steps.a.b}"),
                Map.of("verdict", "a.b"),
                new Prompt.Template("again: {error}"),
                "{steps.a.success}",
                true,
                true),
            new Title("ünïcödé 🙂"));
    TaskId id = submit(spec);
    TaskRecord task = task(id);
    assertThat(task.spec()).isEqualTo(spec);
    assertThat(task.prompt()).isEqualTo(spec.prompt());
    assertThat(task.createdAt()).isEqualTo(START);
    TaskResult result =
        new TaskResult(
            new AgentReport(
                "done\0\u001b[31m",
                Outcome.of(OutcomeCode.EMPTY, "it said nothing"),
                new AgentReport.Spent(
                    Cost.known(Money.ofMicros(61_500)),
                    4,
                    new TokenUsage(1, 2, 3, 4),
                    Duration.ofNanos(123_456_789)),
                "claude-opus",
                "sess-1",
                "{\"a\":1}",
                List.of("Bash"),
                List.of(new AgentReport.Denial("Bash", "curl x", "Bash(curl:*)")),
                new AgentReport.Given(
                    List.of("github (connected)"),
                    List.of("p"),
                    List.of("a"),
                    List.of("s"),
                    List.of("CLAUDE.md")),
                List.of("a shell was ended"),
                new AgentReport.Exit(0, "warn")),
            new Verdict(
                new Outcome(
                    OutcomeCode.COMPLETED, "", Instant.parse("2026-11-21T12:00:00.123456Z")),
                "told",
                new WorkspaceOutcome("worktree", "/w", "b", 2),
                new StoodWalls.None("bwrap is not installed"),
                "opus",
                "claude-code",
                List.of("it left nothing")));
    TaskRecord settled = ledger.settle(claim().attempt(), result).orThrow();
    assertThat(settled.result()).isEqualTo(result);
    assertThat(task(id)).isEqualTo(settled);
    assertThat(state(id)).isEqualTo(TaskState.PENDING_REVIEW);
  }

  @Test
  void tasksAreFoundByHowTheirIdsBegin() {
    TaskId one = submit("one");
    TaskId other = submit("other");
    String digits = one.value().substring("task-".length());
    assertThat(ids(one.value())).containsExactly(one);
    assertThat(ids(digits)).containsExactly(one);
    int same = 0;
    while (other.value().startsWith(one.value().substring(0, same + 1))) {
      same++;
    }
    String least = one.value().substring(0, Math.max(same + 1, "task-".length() + 4));
    assertThat(ids(least)).containsExactly(one);
    assertThat(ids(digits + "0")).isEmpty();
    assertThat(ids("chain-" + digits)).isEmpty();
    assertThat(ledger.tasks(new TaskIdPrefix(digits), 0)).isEmpty();
  }

  private List<TaskId> ids(String prefix) {
    return ledger.tasks(new TaskIdPrefix(prefix), 5).stream().map(TaskRecord::id).toList();
  }

  @Test
  void aPromptOfFiveMillionCharactersIsKept() {
    TaskId id = submit("x".repeat(TaskSpec.MAX_PROMPT_CHARS));
    assertThat(claim().task().prompt().text()).hasSize(TaskSpec.MAX_PROMPT_CHARS);
    assertThat(task(id).prompt().text()).hasSize(TaskSpec.MAX_PROMPT_CHARS);
  }

  // journal

  @Test
  void everyMoveAppendsOneEntryAndThereIsNoHole() {
    TaskId id = submit("one");
    AttemptKey attempt = claim().attempt();
    ledger.noteSession(attempt, "/sessions/1", null);
    ledger.renew("node-1", List.of(attempt), LEASE);
    ledger.extend(attempt, usd(0.1)).orThrow();
    complete(attempt);
    assertThat(kinds(id))
        .containsExactly(
            JournalKind.SUBMITTED,
            JournalKind.CLAIMED,
            JournalKind.RESERVATION_EXTENDED,
            JournalKind.SETTLED);
    assertThat(ledger.lastSequence()).isEqualTo(5);
    assertThat(ledger.journal(3, 1)).extracting(JournalEntry::seq).containsExactly(4L);
  }

  @Test
  void listenersHearTheLastSequenceNumberAfterACommit() throws Exception {
    List<Long> heard = Collections.synchronizedList(new ArrayList<>());
    try (AutoCloseable hearing = ledger.onCommit(heard::add)) {
      submit("one");
      org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(heard).contains(2L));
    }
    int before = heard.size();
    submit("two");
    assertThat(heard).hasSize(before);
  }

  // submit

  @Test
  void aGraphIsAdmittedWholeAndItsTasksFollowTheirDependencies() {
    List<TaskId> ids = submitAll(node("a"), node("b", 0), node("c", 0), node("d", 1, 2));
    assertThat(ids.stream().map(this::state))
        .containsExactly(
            TaskState.PENDING, TaskState.BLOCKED, TaskState.BLOCKED, TaskState.BLOCKED);
    assertThat(ledger.dependencies(ids.get(3))).containsExactly(ids.get(1), ids.get(2));
    assertThat(task(ids.get(0)).plan()).isNotNull().isEqualTo(task(ids.get(3)).plan());
    complete(claim().attempt());
    complete(claim().attempt());
    assertThat(state(ids.get(3))).isEqualTo(TaskState.BLOCKED);
    complete(claim().attempt());
    assertThat(state(ids.get(3))).isEqualTo(TaskState.PENDING);
    assertThat(kinds(ids.get(3))).containsExactly(JournalKind.SUBMITTED, JournalKind.UNBLOCKED);
  }

  @Test
  void aCycleIsRefusedByNameAndNothingIsAdmitted() {
    Submission cycle =
        new Submission(
            POOL, List.of(node("a"), node("b", 0, 3), node("c", 1), node("d", 2)), null, null);
    assertRefused(ledger.submit(cycle), Refusal.Code.DEPENDENCY_CYCLE, "1 -> 3 -> 2 -> 1");
    Submission itself = new Submission(POOL, List.of(node("a", 0)), null, null);
    assertRefused(
        ledger.submit(itself), Refusal.Code.DEPENDENCY_CYCLE, "task 0", "waits for itself");
    assertThat(listed()).isEmpty();
    assertThat(ledger.lastSequence()).isEqualTo(1);
  }

  @Test
  void anUnknownDependencyIsRefused() {
    TaskId unknown = new TaskId("task-abc");
    assertRefused(
        ledger.submit(new Submission(POOL, List.of(after(TaskSpec.of("a"), unknown)), null, null)),
        Refusal.Code.DEPENDENCY_UNKNOWN,
        "task-abc");
    assertRefused(
        ledger.submit(new Submission(POOL, List.of(node("a", 5)), null, null)),
        Refusal.Code.DEPENDENCY_UNKNOWN,
        "5");
    assertRefused(
        ledger.submit(new Submission(POOL, List.of(node("a", -1)), null, null)),
        Refusal.Code.DEPENDENCY_UNKNOWN,
        "-1");
    assertThat(listed()).isEmpty();
  }

  @Test
  void dependenciesThatEndedBeforeCountAsTheyEnded() {
    TaskId done = submit("done");
    complete(claim().attempt());
    TaskId failed = submit("failed");
    settle(claim().attempt(), OutcomeCode.MAX_TURNS, 0.01);
    TaskSpec free = TaskSpec.of("x");
    List<TaskId> ids =
        submitAll(
            after(free, done),
            after(free, failed),
            after(free.withOnDependencyFailure(DependencyPolicy.CONTINUE), failed),
            node("y", 1));
    assertThat(ids.stream().map(this::state))
        .containsExactly(TaskState.PENDING, TaskState.FAILED, TaskState.PENDING, TaskState.FAILED);
    assertThat(task(ids.get(1)).reason()).contains(failed.value(), "max_turns");
    assertThat(task(ids.get(1)).result().outcome().code()).isEqualTo(OutcomeCode.DEPENDENCY_FAILED);
    assertThat(kinds(ids.get(1)))
        .containsExactly(JournalKind.SUBMITTED, JournalKind.DEPENDENCY_FAILED);
  }

  @Test
  void aFailureFailsDependentsTransitivelyWithItsReasonUnlessTheyContinue() {
    TaskSpec goesOn = TaskSpec.of("d").withOnDependencyFailure(DependencyPolicy.CONTINUE);
    List<TaskId> ids =
        submitAll(
            node("a"),
            node("b", 0),
            node("c", 1),
            new Submission.Node(goesOn, List.of(1), List.of()));
    settle(claim().attempt(), OutcomeCode.REFUSED_BY_PERMISSION, 0.02);
    assertThat(ids.stream().map(this::state))
        .containsExactly(TaskState.FAILED, TaskState.FAILED, TaskState.FAILED, TaskState.PENDING);
    assertThat(task(ids.get(2)).reason()).contains(ids.get(1).value(), "refused_by_permission");
    assertThat(kinds(ids.get(2)))
        .containsExactly(JournalKind.SUBMITTED, JournalKind.DEPENDENCY_FAILED);
  }

  @Test
  void aLongChainFailsInOneMove() {
    List<Submission.Node> chain = new ArrayList<>(List.of(node("0")));
    for (int i = 1; i < 2000; i++) {
      chain.add(node("p" + i, i - 1));
    }
    List<TaskId> ids = ledger.submit(new Submission(POOL, chain, null, null)).orThrow();
    ledger.cancel(ids.getFirst(), "enough").orThrow();
    assertThat(ledger.states(ids).values())
        .filteredOn(state -> state == TaskState.FAILED)
        .hasSize(1999);
    assertThat(task(ids.getLast()).reason()).hasSizeLessThan(200).contains("enough");
  }

  @Test
  void theSameIdempotencyKeyGivesTheSameTasksAndOtherWorkIsAConflict() {
    Submission first = new Submission(POOL, List.of(node("a"), node("b", 0)), null, "key-1");
    List<TaskId> ids = ledger.submit(first).orThrow();
    assertThat(ledger.submit(first).orThrow()).isEqualTo(ids);
    assertThat(listed()).hasSize(2);
    Submission other = new Submission(POOL, List.of(node("a"), node("c", 0)), null, "key-1");
    assertRefused(
        ledger.submit(other), Refusal.Code.IDEMPOTENCY_CONFLICT, "key-1", ids.getFirst().value());
    PoolId second = new PoolId("other-1");
    ledger.openPool(new PoolRecord(second, "other", "/o", Caps.NONE));
    assertThat(ledger.submit(new Submission(second, List.of(node("c")), null, "key-1")).orThrow())
        .doesNotContainAnyElementsOf(ids);
  }

  // claim order

  @Test
  void theOldestGoesFirstThenPriorityAndWaitingOvertakesIt() {
    TaskId old = submit("old");
    clock.advance(Duration.ofSeconds(59));
    TaskId urgent = submit(priority("urgent", 2));
    TaskId late = submit("late");
    assertThat(List.of(claim().task().id(), claim().task().id(), claim().task().id()))
        .containsExactly(urgent, old, late);
    TaskId older = submit("older");
    clock.advance(Duration.ofSeconds(61));
    submit(priority("urgent", 2));
    assertThat(claim().task().id()).isEqualTo(older);
  }

  @Test
  void aClaimMakesTheTaskRunningUnderANewFence() {
    TaskId id = submit("one");
    ClaimReply.Claimed claimed = claim();
    assertThat(claimed.attempt()).isEqualTo(new AttemptKey(id, 1));
    assertThat(claimed.task().state()).isEqualTo(TaskState.RUNNING);
    assertThat(claimed.task().slot()).isEqualTo("slot-1");
    assertThat(claimed.task().startedAt()).isEqualTo(START);
    assertThat(claimed.leaseUntil()).isEqualTo(START.plus(LEASE));
    assertThat(claimed.previousSession()).isNull();
    assertThat(claimNothing().wakeAt()).isNull();
    assertThat(ledger.openAttempts("node-1"))
        .extracting(AttemptRecord::key)
        .containsExactly(claimed.attempt());
    assertThat(ledger.openAttempts("node-2")).isEmpty();
  }

  @Test
  void tasksOfAPausedProviderArePassedOver() {
    TaskSpec codex =
        TaskSpec.of("codex").withSettings(Settings.EMPTY.with(SettingKeys.PROVIDER, "codex"));
    TaskId named = submit(codex);
    TaskId unnamed = submit("unnamed");
    claimNothing("claude", "codex");
    assertThat(((ClaimReply.Claimed) ledger.claim(request("codex"))).task().id())
        .isEqualTo(unnamed);
    claimNothing("codex");
    assertThat(((ClaimReply.Claimed) ledger.claim(request("claude"))).task().id()).isEqualTo(named);
  }

  @Test
  void theTasksOfALaneRunOneAtATimeOldestFirst() {
    TaskId first = submit(laned("1", "expert"));
    TaskId second = submit(laned("2", "expert").withOrdering(new Ordering(50, "expert")));
    TaskId elsewhere = submit(laned("3", "other"));
    ClaimReply.Claimed running = claim();
    assertThat(running.task().id()).isEqualTo(first);
    assertThat(claim().task().id()).isEqualTo(elsewhere);
    claimNothing();
    complete(running.attempt());
    assertThat(claim().task().id()).isEqualTo(second);
  }

  @Test
  void aLaneOfAllPoolsRunsInOneOfThemAtATimeAndNoneKeepsAnotherWaitingThatDoesNotRun() {
    PoolId other = new PoolId("other-1");
    ledger.openPool(new PoolRecord(other, "other", "/o", Caps.NONE));
    String lane = Ordering.everywhere("expert");
    TaskId there = ledger.submit(Submission.of(other, laned("0", lane))).orThrow().getFirst();
    TaskId first = submit(laned("1", lane));
    TaskId second = submit(laned("2", lane));
    ClaimReply.Claimed running = claim(); // though the other pool's is older
    assertThat(running.task().id()).isEqualTo(first);
    claimNothing();
    assertThat(claimIn(other)).isInstanceOf(ClaimReply.Nothing.class);
    complete(running.attempt());
    assertThat(((ClaimReply.Claimed) claimIn(other)).task().id()).isEqualTo(there);
    claimNothing();
    ledger.cancel(there, "no").orThrow();
    assertThat(claim().task().id()).isEqualTo(second);
    assertThat(claimIn(other)).isInstanceOf(ClaimReply.Nothing.class);
  }

  private ClaimReply claimIn(PoolId pool) {
    return ledger.claim(new ClaimRequest("n", pool, "s", LEASE, Set.of(), "claude", ESTIMATE, 1.5));
  }

  @Test
  void aLaneIsHeldByItsOldestTaskInBackoffButNotByOneInReviewOrBlocked() {
    TaskId blocker = submit("blocker");
    List<TaskId> waits = submitAll(after(laned("blocked", "l"), blocker));
    TaskId retried = submit(laned("retried", "l").withRetry(RetryPolicy.attempts(2)));
    TaskId reviewed = submit(laned("reviewed", "l").withReview(new ReviewPolicy(true, 3)));
    TaskId last = submit(laned("last", "l"));
    AttemptKey blocking = claim().attempt();
    ClaimReply.Claimed one = claim();
    assertThat(one.task().id()).isEqualTo(retried);
    settle(one.attempt(), OutcomeCode.CRASHED, 0.01);
    assertThat(claimNothing().wakeAt()).isEqualTo(START.plusSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    ClaimReply.Claimed again = claim();
    assertThat(again.task().id()).isEqualTo(retried);
    complete(again.attempt());
    complete(claim().attempt());
    assertThat(state(reviewed)).isEqualTo(TaskState.PENDING_REVIEW);
    complete(blocking);
    assertThat(state(waits.getFirst())).isEqualTo(TaskState.PENDING);
    assertThat(claim().task().id()).isEqualTo(waits.getFirst());
    claimNothing();
    ledger.cancel(waits.getFirst(), "no").orThrow();
    assertThat(claim().task().id()).isEqualTo(last);
  }

  // settle, retry, put back

  @Test
  void aFailureThatMayPassIsTriedAgainAfterABackoffThenFails() {
    TaskId id = submit(TaskSpec.of("x").withRetry(RetryPolicy.attempts(2)));
    TaskRecord waiting = settle(claim().attempt(), OutcomeCode.CRASHED, 0.02);
    assertThat(waiting.state()).isEqualTo(TaskState.PENDING);
    assertThat(waiting.notBefore()).isEqualTo(START.plusSeconds(1));
    assertThat(claimNothing().wakeAt()).isEqualTo(START.plusSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    ClaimReply.Claimed second = claim();
    assertThat(second.attempt().fence()).isEqualTo(2);
    settle(second.attempt(), OutcomeCode.CRASHED, 0.03);
    assertThat(state(id)).isEqualTo(TaskState.FAILED);
    assertThat(poolAccount().spent()).isEqualTo(usd(0.05));
    assertThat(ledger.attempts(id))
        .extracting(AttemptRecord::cost)
        .containsExactly(Cost.known(usd(0.02)), Cost.known(usd(0.03)));
  }

  @Test
  void aRateLimitPutsBackUntilItsResetWithoutCountingAnAttempt() {
    TaskId id = submit("x");
    Instant reset = START.plusSeconds(3600);
    Outcome limited = Outcome.rateLimited(reset, "the window is full");
    ledger.settle(claim().attempt(), TaskResult.withoutAgent(limited)).orThrow();
    assertThat(task(id).attempts()).isZero();
    assertThat(claimNothing().wakeAt()).isEqualTo(reset);
    clock.advance(Duration.ofHours(1));
    assertThat(claim().attempt().fence()).isEqualTo(2);
  }

  @Test
  void puttingBackReleasesTheMoneyAndCountsNoAttempt() {
    caps(usd(1), null, null);
    TaskId id = submit("x");
    AttemptKey attempt = claim().attempt();
    assertThat(poolAccount().reserved()).isEqualTo(ESTIMATE);
    ledger.putBack(attempt, "the node stops", null).orThrow();
    assertThat(task(id).reason()).isEqualTo("the node stops");
    assertThat(poolAccount().reserved()).isEqualTo(Money.ZERO);
    assertThat(ledger.openAttempts("node-1")).isEmpty();
    assertThat(claim().attempt().fence()).isEqualTo(2);
    assertRefused(ledger.putBack(attempt, "again", null), Refusal.Code.STALE_ATTEMPT, "attempt 1");
  }

  @Test
  void anAttemptSettlesOnce() {
    TaskId id = submit("x");
    AttemptKey attempt = claim().attempt();
    complete(attempt);
    assertRefused(
        ledger.settle(attempt, result(OutcomeCode.CRASHED, 5)), Refusal.Code.STALE_ATTEMPT);
    assertThat(poolAccount().spent()).isEqualTo(usd(0.01));
    assertThat(kinds(id)).doesNotContain(JournalKind.LATE_RESULT);
    assertThat(state(id)).isEqualTo(TaskState.COMPLETED);
  }

  @Test
  void attemptsAndTasksThatAreNotThereAreRefused() {
    TaskId id = submit("x");
    assertRefused(
        ledger.settle(new AttemptKey(id, 1), result(OutcomeCode.COMPLETED, 0)),
        Refusal.Code.STALE_ATTEMPT);
    TaskId no = new TaskId("task-0");
    assertRefused(
        ledger.settle(new AttemptKey(no, 1), result(OutcomeCode.COMPLETED, 0)),
        Refusal.Code.TASK_NOT_FOUND);
    assertRefused(ledger.cancel(no, "x"), Refusal.Code.TASK_NOT_FOUND);
    assertRefused(ledger.approve(no), Refusal.Code.TASK_NOT_FOUND);
    assertRefused(ledger.resubmit(no), Refusal.Code.TASK_NOT_FOUND);
    assertThat(ledger.task(no)).isEmpty();
    assertThat(ledger.states(List.of(no, id))).containsOnlyKeys(id);
    assertThatThrownBy(() -> ledger.noteSession(new AttemptKey(no, 1), "/x", null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theNextAttemptKnowsTheConversationOfTheOneBefore() {
    submit(TaskSpec.of("x").withRetry(RetryPolicy.attempts(2)));
    AttemptKey first = claim().attempt();
    ledger.noteSession(first, "/sessions/1", "conv-1");
    ledger.noteSession(first, "/sessions/1", null);
    assertThat(ledger.attempts(first.task()).getFirst().sessionFolder()).isEqualTo("/sessions/1");
    settle(first, OutcomeCode.STALLED, 0.1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(claim().previousSession()).isEqualTo("conv-1");
  }

  // cancel, expire, late results

  @Test
  void cancelIsFinalAndRepeatsWithoutEffect() {
    TaskId id = submit("x");
    TaskId dependent = submitAll(after(TaskSpec.of("y"), id)).getFirst();
    TaskRecord cancelled = ledger.cancel(id, "not needed").orThrow();
    assertThat(cancelled.state()).isEqualTo(TaskState.CANCELLED);
    assertThat(ledger.cancel(id, "again").orThrow()).isEqualTo(cancelled);
    assertThat(state(dependent)).isEqualTo(TaskState.FAILED);
    assertThat(kinds(id)).containsExactly(JournalKind.SUBMITTED, JournalKind.CANCELLED);
    claimNothing();
  }

  @Test
  void aCancelledRunningTaskHoldsItsMoneyUntilItsLateResult() {
    caps(usd(1), null, null);
    TaskId id = submit("x");
    AttemptKey attempt = claim().attempt();
    ledger.cancel(id, "stop").orThrow();
    assertThat(poolAccount().reserved()).isEqualTo(ESTIMATE);
    assertThat(ledger.openAttempts("node-1"))
        .hasSize(1)
        .allMatch(open -> !open.current() && !open.settled());
    assertThat(ledger.renew("node-1", List.of(attempt), LEASE)).containsExactly(attempt);
    assertRefused(
        ledger.settle(attempt, result(OutcomeCode.INTERRUPTED, 0.04)),
        Refusal.Code.STALE_ATTEMPT,
        "cancelled");
    assertThat(poolAccount().reserved()).isEqualTo(Money.ZERO);
    assertThat(poolAccount().spent()).isEqualTo(usd(0.04));
    assertThat(dayAccount().spent()).isEqualTo(usd(0.04));
    assertThat(state(id)).isEqualTo(TaskState.CANCELLED);
    assertThat(kinds(id)).endsWith(JournalKind.CANCELLED, JournalKind.LATE_RESULT);
    assertThat(ledger.attempts(id).getFirst().outcome().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    assertThat(ledger.openAttempts("node-1")).isEmpty();
  }

  @Test
  void aLeaseThatRanOutPutsTheTaskBackAndTheLateResultIsStale() {
    TaskId id = submit("x");
    AttemptKey first = claim().attempt();
    clock.advance(LEASE.plusMillis(1));
    assertThat(ledger.expire()).containsExactly(first);
    assertThat(ledger.expire()).isEmpty();
    assertThat(task(id).attempts()).isZero();
    AttemptKey second = claim().attempt();
    assertThat(poolAccount().reserved()).isEqualTo(usd(0.5));
    assertRefused(
        ledger.settle(first, result(OutcomeCode.COMPLETED, 0.07)),
        Refusal.Code.STALE_ATTEMPT,
        "attempt 2");
    assertThat(state(id)).isEqualTo(TaskState.RUNNING);
    complete(second);
    assertThat(poolAccount().spent()).isEqualTo(usd(0.08));
    assertThat(poolAccount().reserved()).isEqualTo(Money.ZERO);
  }

  @Test
  void aRenewedLeaseDoesNotRunOut() {
    submit("x");
    AttemptKey attempt = claim().attempt();
    clock.advance(Duration.ofSeconds(50));
    assertThat(ledger.renew("node-1", List.of(attempt), LEASE)).isEmpty();
    assertThat(ledger.renew("node-2", List.of(attempt), LEASE)).containsExactly(attempt);
    clock.advance(Duration.ofSeconds(50));
    assertThat(ledger.expire()).isEmpty();
  }

  @Test
  void theMoneyOfALostNodeIsBookedAsUnknownAfterAnHourAndCorrectedWhenItBecomesKnown() {
    TaskId id = submit("x");
    AttemptKey lost = claim().attempt();
    clock.advance(LEASE.plusSeconds(1));
    ledger.expire();
    clock.advance(Duration.ofMinutes(58));
    ledger.expire();
    assertThat(poolAccount().reserved()).isEqualTo(ESTIMATE);
    clock.advance(Duration.ofMinutes(3));
    ledger.expire();
    assertThat(poolAccount().reserved()).isEqualTo(Money.ZERO);
    assertThat(poolAccount().unknown()).isEqualTo(ESTIMATE);
    assertThat(ledger.openAttempts("node-1")).isEmpty();
    assertRefused(
        ledger.settle(lost, result(OutcomeCode.COMPLETED, 0.02)), Refusal.Code.STALE_ATTEMPT);
    assertThat(poolAccount().unknown()).isEqualTo(Money.ZERO);
    assertThat(poolAccount().spent()).isEqualTo(usd(0.02));
    assertThat(state(id)).isEqualTo(TaskState.PENDING);
  }

  @Test
  void aClockThatIsSetBackMovesNothingAndTimeGoesOnUntilItIsCaughtUpWith() {
    submit("x");
    claim();
    clock.advance(Duration.ofSeconds(30));
    Instant before = ledger.now();
    clock.set(START.minus(Duration.ofDays(3)));
    assertThat(ledger.now()).isEqualTo(before);
    submit("y");
    clock.advance(Duration.ofSeconds(62));
    assertThat(ledger.now()).isEqualTo(before.plusSeconds(31));
    assertThat(ledger.expire()).hasSize(1);
  }

  @Test
  void aClockThatIsSetForwardIsFollowedAtOnce() {
    clock.set(START.plus(Duration.ofHours(3)));
    assertThat(ledger.now()).isEqualTo(START.plus(Duration.ofHours(3)));
    assertThat(task(submit("x")).createdAt()).isEqualTo(START.plus(Duration.ofHours(3)));
  }

  // review

  @Test
  void aReviewedTaskUnblocksDependentsOnlyWhenApproved() {
    TaskId id = submit(TaskSpec.of("x").withReview(new ReviewPolicy(true, 2)));
    TaskId dependent = submitAll(after(TaskSpec.of("y"), id)).getFirst();
    complete(claim().attempt());
    assertThat(state(dependent)).isEqualTo(TaskState.BLOCKED);
    TaskRecord rejected = ledger.reject(id, "more tests").orThrow();
    assertThat(rejected.state()).isEqualTo(TaskState.PENDING);
    TaskRecord again = claim().task();
    assertThat(again.prompt()).isEqualTo(new Prompt.Literal("x"));
    assertThat(again.feedback()).containsExactly("more tests");
    complete(new AttemptKey(id, 2));
    ledger.approve(id).orThrow();
    assertThat(state(dependent)).isEqualTo(TaskState.PENDING);
    assertRefused(ledger.approve(id), Refusal.Code.WRONG_STATE, "completed");
    assertThat(task(id).feedback()).containsExactly("more tests");
  }

  @Test
  void theLastRejectionFailsTheTaskAndItsDependents() {
    TaskId id = submit(TaskSpec.of("x").withReview(new ReviewPolicy(true, 1)));
    TaskId dependent = submitAll(after(TaskSpec.of("y"), id)).getFirst();
    complete(claim().attempt());
    assertThat(ledger.reject(id, "no").orThrow().state()).isEqualTo(TaskState.FAILED);
    assertThat(state(dependent)).isEqualTo(TaskState.FAILED);
  }

  // hurry

  @Test
  void aTaskThatWaitsForATimeBeginsAtOnceWhenItIsHurried() {
    TaskId id = submit("x");
    Outcome limited = Outcome.rateLimited(START.plusSeconds(3600), "the window is full");
    ledger.settle(claim().attempt(), TaskResult.withoutAgent(limited)).orThrow();
    claimNothing();
    assertThat(ledger.hurry(id, "a person said so").orThrow().reason())
        .isEqualTo("a person said so");
    assertThat(claim().task().id()).isEqualTo(id);
    assertThat(ledger.hurry(id, "again").orThrow().state()).isEqualTo(TaskState.RUNNING);
    assertThat(task(id).attempts()).isZero();
  }

  // resubmit

  @Test
  void aFailedTaskIsRetriedAsANewTaggedTaskOfTheSamePlan() {
    TaskSpec spec = TaskSpec.of("b").withTags(List.of("nightly", "retry-of:mind"));
    List<TaskId> ids =
        submitAll(node("a"), new Submission.Node(spec, List.of(0), List.of()), node("c"));
    settle(claim().attempt(), OutcomeCode.AUTH_FAILED, 0);
    TaskRecord failed = task(ids.get(1));
    assertThat(failed.retryOf()).isNull();
    TaskId retry = ledger.resubmit(failed.id()).orThrow();
    assertThat(task(retry).spec())
        .isEqualTo(spec.withTags(List.of("nightly", "retry-of:mind", "retry-of:" + failed.id())));
    assertThat(task(retry).retryOf()).isEqualTo(failed.id());
    assertThat(task(retry).plan()).isEqualTo(failed.plan());
    assertThat(state(retry)).isEqualTo(TaskState.PENDING);
    assertThat(task(failed.id())).isEqualTo(failed);
    assertRefused(ledger.resubmit(ids.get(2)), Refusal.Code.WRONG_STATE, "pending");
    ledger.cancel(retry, "no").orThrow();
    TaskId again = ledger.resubmit(retry).orThrow();
    assertThat(task(again).retryOf()).isEqualTo(retry);
    assertThat(task(again).spec().tags())
        .containsExactly("nightly", "retry-of:mind", "retry-of:" + retry);
  }

  @Test
  void aRetriedTaskStillWaitsForDependenciesThatHaveNotEnded() {
    List<TaskId> ids = submitAll(node("a"), node("b", 0));
    ledger.cancel(ids.get(1), "wrong").orThrow();
    TaskId retry = ledger.resubmit(ids.get(1)).orThrow();
    assertThat(state(retry)).isEqualTo(TaskState.BLOCKED);
    assertThat(ledger.dependencies(retry)).containsExactly(ids.get(0));
    complete(claim().attempt());
    assertThat(state(retry)).isEqualTo(TaskState.PENDING);
  }

  // reading

  @Test
  void tasksAreListedNewestFirstByFilter() {
    TaskId one = submit(TaskSpec.of("1").withTags(List.of("red")));
    TaskId two = submit(TaskSpec.of("2").withTags(List.of("blue", "red")));
    TaskId three = submit(TaskSpec.of("3").withTags(List.of("blue")));
    List<TaskId> plan = submitAll(node("4"), node("5", 0));
    assertThat(listed()).containsExactly(plan.get(1), plan.get(0), three, two, one);
    claim();
    assertThat(filtered(Set.of(TaskState.RUNNING, TaskState.BLOCKED), List.of()))
        .containsExactly(plan.get(1), one);
    assertThat(filtered(Set.of(), List.of("red"))).containsExactly(two, one);
    assertThat(filtered(Set.of(), List.of("red", "blue"))).containsExactly(three, two, one);
    assertThat(ids(new TaskFilter(null, Set.of(), List.of(), "slot-1", null, 10, 0)))
        .containsExactly(one);
    assertThat(
            ids(new TaskFilter(POOL, Set.of(), List.of(), null, task(plan.get(0)).plan(), 10, 0)))
        .containsExactly(plan.get(1), plan.get(0));
    assertThat(ids(new TaskFilter(POOL, Set.of(), List.of(), null, null, 2, 1)))
        .containsExactly(plan.get(0), three);
  }

  private List<TaskId> filtered(Set<TaskState> states, List<String> tags) {
    return ids(new TaskFilter(POOL, states, tags, null, null, 100, 0));
  }

  private List<TaskId> ids(TaskFilter filter) {
    return ledger.tasks(filter).stream().map(TaskRecord::id).toList();
  }

  @Test
  void countsAreKeptByState() {
    submitAll(node("a"), node("b", 0), node("c"));
    claim();
    assertThat(ledger.counts(POOL))
        .containsEntry(TaskState.RUNNING, 1L)
        .containsEntry(TaskState.BLOCKED, 1L)
        .containsEntry(TaskState.PENDING, 1L)
        .containsEntry(TaskState.FAILED, 0L);
    assertThat(ledger.counts(new PoolId("none"))).containsEntry(TaskState.PENDING, 0L);
  }

  @Test
  void theStatesOfManyTasksAreReadAtOnce() {
    List<Submission.Node> many = new ArrayList<>();
    for (int i = 0; i < 1234; i++) {
      many.add(node("p" + i));
    }
    List<TaskId> ids = ledger.submit(new Submission(POOL, many, null, null)).orThrow();
    assertThat(ledger.states(ids)).hasSize(1234).containsValue(TaskState.PENDING);
    assertThat(ledger.states(List.of())).isEmpty();
  }

  @Test
  void aNulInAReasonDoesNotStopAMove() {
    TaskId id = submit(laned("x", "l"));
    Reply<TaskRecord> reply = ledger.cancel(id, "with a \0 in it");
    assertThat(reply.orThrow().state()).isEqualTo(TaskState.CANCELLED);
    assertThat(task(id).reason()).startsWith("with a ").endsWith(" in it");
  }
}
