package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.node.SlotOperations.SlotClaim;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainsTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  @TempDir Path temp;
  private NodeLab lab;

  @BeforeEach
  void open() {
    lab = new NodeLab(temp, "slots = 1\n");
  }

  @AfterEach
  void close() throws InterruptedException {
    lab.close();
  }

  private CompletableFuture<Drains.DrainSummary> draining(Duration deadline, boolean cancel) {
    CompletableFuture<Drains.DrainSummary> summary = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            summary.complete(lab.drains.drain(lab.pool(), deadline, cancel));
          } catch (InterruptedException | RuntimeException e) {
            summary.completeExceptionally(e);
          }
        });
    NodeLab.soon().until(() -> lab.drains.isDrained(lab.pool()));
    return summary;
  }

  private TaskId running(String prompt) {
    TaskId task = lab.submit(prompt);
    lab.awaitState(task, TaskState.RUNNING);
    return task;
  }

  @Test
  void whatRunsIsFinishedWhatIsPendingWaitsAndNothingIsSubmitted() throws Exception {
    TaskId held = running("hold");
    TaskId pending = lab.submit("x");
    CompletableFuture<Drains.DrainSummary> first = draining(LONG, false);
    CompletableFuture<Drains.DrainSummary> second = draining(LONG, false);
    assertThat(lab.trySubmit("y"))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal().message()).contains("pool is shut down"));
    assertThat(lab.slots.claim(lab.pool(), "slot-0"))
        .isInstanceOfSatisfying(
            SlotClaim.None.class, none -> assertThat(none.why()).contains("pool is shut down"));
    lab.agent.letGo();
    Drains.DrainSummary summary = first.get();
    assertThat(summary)
        .isEqualTo(new Drains.DrainSummary(Cost.known(PlayedAgent.CENT), 1, 0, 1, false));
    assertThat(second.get()).isEqualTo(summary);
    assertThat(lab.state(held)).isEqualTo(TaskState.COMPLETED);
    assertThat(lab.state(pending)).isEqualTo(TaskState.PENDING);
    assertThat(lab.slot("slot-0").state()).isEqualTo("stopped");
    assertThat(lab.agent.living()).isZero();
    assertThat(lab.drains.drain(lab.pool(), LONG, false)).isEqualTo(summary);
  }

  @Test
  void aDrainedPoolStaysSoOverARestartUntilItIsResumed() throws Exception {
    running("hold");
    TaskId pending = lab.submit("x");
    CompletableFuture<Drains.DrainSummary> drain = draining(LONG, false);
    lab.agent.letGo();
    drain.get();
    lab.restart();
    assertThat(lab.drains.isDrained(lab.pool())).isTrue();
    assertThat(lab.slot("slot-0").state()).isEqualTo("stopped");
    assertThat(lab.trySubmit("y")).isInstanceOf(Reply.Refused.class);
    assertThat(lab.drains.resume(lab.pool())).isTrue();
    assertThat(lab.drains.resume(lab.pool())).isFalse();
    lab.awaitState(pending, TaskState.COMPLETED);
    lab.awaitState(lab.submit("y"), TaskState.COMPLETED);
  }

  @Test
  void aStuckAgentIsEndedAtTheDeadline() throws Exception {
    TaskId stuck = running("stuck");
    Drains.DrainSummary summary = lab.drains.drain(lab.pool(), Duration.ofMillis(50), false);
    assertThat(summary.timedOut()).isTrue();
    assertThat(summary.cancelled()).isEqualTo(1);
    assertThat(lab.state(stuck)).isEqualTo(TaskState.CANCELLED);
    assertThat(lab.agent.living()).isZero();
    assertThat(lab.slot("slot-0").state()).isEqualTo("stopped");
    assertThat(summary.totalCost()).isEqualTo(Cost.known(PlayedAgent.CENT));
  }

  @Test
  void aDrainUnderWayCanBeGivenAShorterDeadline() throws Exception {
    TaskId stuck = running("stuck");
    TaskId waits = lab.submit("x");
    CompletableFuture<Drains.DrainSummary> first = draining(Drains.DEADLINE, false);
    Drains.DrainSummary second = lab.drains.drain(lab.pool(), Duration.ZERO, true);
    assertThat(first.get()).isEqualTo(second);
    assertThat(second.timedOut()).isTrue();
    assertThat(lab.state(stuck)).isEqualTo(TaskState.CANCELLED);
    assertThat(lab.state(waits)).isEqualTo(TaskState.CANCELLED);
    awaitRest();
  }

  /** A slot that was cancelled at the deadline may still be tidied up. */
  private void awaitRest() {
    await().atMost(LONG).until(() -> lab.drains.isAtRest(lab.pool()));
  }

  private List<TaskId> chain() {
    TaskSpec step = TaskSpec.of("hold").withPart(PlanPart.step("a"));
    TaskSpec next = TaskSpec.of("then").withPart(PlanPart.step("b"));
    TaskSpec parent = TaskSpec.of("a chain").withPart(new PlanPart.Parent("chain", OnFinish.KEEP));
    return lab.ledger
        .submit(
            new Submission(
                lab.pool(),
                List.of(
                    new Submission.Node(step, List.of(), List.of()),
                    new Submission.Node(next, List.of(0), List.of()),
                    new Submission.Node(parent, List.of(0, 1), List.of())),
                null,
                null))
        .orThrow();
  }

  @Test
  void nobodyWaitsForTheTaskThatStandsForAChain() throws Exception {
    List<TaskId> chain = chain();
    lab.awaitState(chain.get(0), TaskState.RUNNING);
    assertThat(lab.state(chain.get(2))).isEqualTo(TaskState.RUNNING);
    CompletableFuture<Drains.DrainSummary> drain = draining(LONG, false);
    lab.agent.letGo();
    assertThat(drain.get().timedOut()).isFalse();
    assertThat(lab.state(chain.get(2))).isEqualTo(TaskState.RUNNING);
    assertThat(lab.state(chain.get(1))).isEqualTo(TaskState.PENDING);
    awaitRest();
    lab.drains.resume(lab.pool());
    lab.awaitState(chain.get(2), TaskState.COMPLETED);
  }

  @Test
  void whatHasNotBegunIsCancelledWhenAskedAlsoThePlansOfSteps() throws Exception {
    List<TaskId> chain = chain();
    lab.awaitState(chain.get(0), TaskState.RUNNING);
    TaskId single = lab.submit("x");
    CompletableFuture<Drains.DrainSummary> drain = draining(LONG, true);
    lab.awaitState(single, TaskState.CANCELLED);
    lab.awaitState(chain.get(2), TaskState.CANCELLED);
    lab.agent.letGo();
    Drains.DrainSummary summary = drain.get();
    assertThat(summary.cancelled()).as("a plan's parent is no task").isEqualTo(2);
    assertThat(summary.stillPending()).isZero();
    assertThat(lab.state(chain.get(0))).isEqualTo(TaskState.COMPLETED);
    assertThat(lab.state(chain.get(1))).isEqualTo(TaskState.CANCELLED);
  }
}
