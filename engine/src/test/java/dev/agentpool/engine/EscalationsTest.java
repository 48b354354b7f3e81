package dev.agentpool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EscalationsTest {
  private static final PoolId POOL = new PoolId("main-00000001");
  private final Ledger ledger =
      MemoryLedger.open(
          Clock.systemUTC(),
          TaskRules::decide,
          new Ids(new SecureRandom()::nextLong),
          MoveSettings.USUAL);
  private final HandCrankedNode node = new HandCrankedNode(ledger, POOL, "node");
  private final Escalations escalations = new Escalations(ledger);

  EscalationsTest() {
    ledger.openPool(new PoolRecord(POOL, "main", "/tmp/main", Caps.NONE));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private TaskRecord inReview() {
    TaskSpec spec = TaskSpec.of("x").withReview(new ReviewPolicy(true, 3));
    TaskId id = ledger.submit(Submission.of(POOL, spec)).orThrow().getFirst();
    return worked(id);
  }

  private TaskRecord worked(TaskId id) {
    node.runOne(TaskResult.withoutAgent(Outcome.COMPLETED));
    TaskRecord task = ledger.task(id).orElseThrow();
    assertThat(task.state()).isEqualTo(TaskState.PENDING_REVIEW);
    return task;
  }

  @Test
  void aPersonIsAskedOnceAndTheAnswerEndsIt() {
    TaskRecord task = inReview();
    Escalation asked = escalations.escalate(task, " which one? ");
    assertThat(asked.why()).isEqualTo("which one?");
    assertThat(escalations.of(task)).contains(asked);
    assertThat(escalations.count(POOL)).isEqualTo(1);
    escalations.decided(task);
    assertThat(escalations.of(task)).isEmpty();
    assertThat(escalations.count(POOL)).isZero();
  }

  /** Whoever asks looked at the task before somebody else decided. */
  @Test
  void whatIsAskedOfAReviewThatIsOverIsNotAskedOfTheNextOne() {
    TaskRecord before = inReview();
    ledger.reject(before.id(), "once more").orThrow();
    escalations.decided(before);
    escalations.escalate(before, "which one?");
    TaskRecord again = worked(before.id());
    assertThat(escalations.of(again)).isEmpty();
    assertThat(escalations.count(POOL)).isZero();
  }
}
