package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.testkit.simulation.Balance;
import dev.agentpool.testkit.simulation.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contract tests share: a fresh ledger of the kind under test, a settable clock, and short
 * words for moves.
 */
public abstract class LedgerContract {
  protected static final PoolId POOL = new PoolId("demo-1a2b3c4d");
  protected static final Money ESTIMATE = Money.ofUsd(0.25);
  protected static final Duration LEASE = Duration.ofSeconds(60);
  protected static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  protected final SettableClock clock = new SettableClock(START);
  protected Ledger ledger;

  /** A new, empty ledger. */
  protected abstract Ledger openFresh(SettableClock clock, MoveSettings settings) throws Exception;

  protected MoveSettings settings() {
    return MoveSettings.USUAL;
  }

  @BeforeEach
  void openLedger() throws Exception {
    ledger = openFresh(clock, settings());
    ledger.openPool(new PoolRecord(POOL, "demo", "/tmp/demo", Caps.NONE));
  }

  @AfterEach
  void closeLedger() {
    // Whatever a test did, its journal has no hole and tells the states, and what is kept adds up.
    Replay replay = new Replay();
    replay.readAll(ledger);
    replay.agreesWith(ledger);
    Balance.check(ledger, replay.tasks());
    Sums.check(ledger);
    ledger.close();
  }

  protected static Money usd(double usd) {
    return Money.ofUsd(usd);
  }

  protected void caps(@Nullable Money pool, @Nullable Money day, @Nullable Money task) {
    ledger.setCaps(POOL, new Caps(pool, day, task)).orThrow();
  }

  protected TaskId submit(TaskSpec spec) {
    return ledger.submit(Submission.of(POOL, spec)).orThrow().getFirst();
  }

  protected TaskId submit(String prompt) {
    return submit(TaskSpec.of(prompt));
  }

  protected static Submission.Node node(String prompt, Integer... after) {
    return new Submission.Node(TaskSpec.of(prompt), List.of(after), List.of());
  }

  protected static Submission.Node after(TaskSpec spec, TaskId... after) {
    return new Submission.Node(spec, List.of(), List.of(after));
  }

  protected List<TaskId> submitAll(Submission.Node... nodes) {
    return ledger.submit(new Submission(POOL, List.of(nodes), null, null)).orThrow();
  }

  protected ClaimRequest request(String... paused) {
    return new ClaimRequest(
        "node-1", POOL, "slot-1", LEASE, Set.of(paused), "claude", ESTIMATE, 1.5);
  }

  protected ClaimReply.Claimed claim() {
    ClaimReply reply = ledger.claim(request());
    assertThat(reply).isInstanceOf(ClaimReply.Claimed.class);
    return (ClaimReply.Claimed) reply;
  }

  protected ClaimReply.Nothing claimNothing(String... paused) {
    ClaimReply reply = ledger.claim(request(paused));
    assertThat(reply).isInstanceOf(ClaimReply.Nothing.class);
    return (ClaimReply.Nothing) reply;
  }

  protected static TaskResult result(OutcomeCode code, double usd) {
    String message = code == OutcomeCode.COMPLETED ? "" : "it was " + code.wireName();
    return TaskResult.withoutAgent(Outcome.of(code, message)).withCost(Cost.known(usd(usd)));
  }

  protected TaskRecord settle(AttemptKey attempt, OutcomeCode code, double usd) {
    return ledger.settle(attempt, result(code, usd)).orThrow();
  }

  protected TaskRecord complete(AttemptKey attempt) {
    return settle(attempt, OutcomeCode.COMPLETED, 0.01);
  }

  protected TaskRecord task(TaskId id) {
    return ledger.task(id).orElseThrow();
  }

  protected TaskState state(TaskId id) {
    return task(id).state();
  }

  protected Account poolAccount() {
    return ledger.accounts(POOL).getFirst();
  }

  protected Account dayAccount() {
    return ledger.accounts(POOL).get(1);
  }

  protected List<JournalEntry> journal() {
    return ledger.journal(0, 1_000_000);
  }

  protected List<JournalKind> kinds(TaskId task) {
    return journal().stream().filter(entry -> entry.isOf(task)).map(JournalEntry::kind).toList();
  }

  protected static <T> void assertRefused(Reply<T> reply, Refusal.Code code, String... parts) {
    assertThat(reply).isInstanceOf(Reply.Refused.class);
    Refusal refusal = ((Reply.Refused<T>) reply).refusal();
    assertThat(refusal.code()).isEqualTo(code);
    for (String part : parts) {
      assertThat(refusal.message()).contains(part);
    }
  }

  protected List<TaskId> listed() {
    return ledger.tasks(TaskFilter.all(POOL)).stream().map(TaskRecord::id).toList();
  }
}
