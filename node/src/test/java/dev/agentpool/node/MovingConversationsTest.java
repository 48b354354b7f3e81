package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.Submission;
import dev.agentpool.node.conversation.Conversation;
import dev.agentpool.node.conversation.Conversations;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations that go from slot to slot: of chains, and those that have a name. */
class MovingConversationsTest {
  private static final Settings PER_CHAIN = Settings.read(Map.of("session_policy", "per_chain"));
  @TempDir Path temp;
  private NodeLab lab;

  @BeforeEach
  void open() {
    lab = new NodeLab(temp, "slots = 2\n");
    lab.agent.resumes = true;
  }

  @AfterEach
  void close() throws InterruptedException {
    lab.close();
  }

  private static TaskSpec named(String prompt, String name) {
    return TaskSpec.of(prompt)
        .withSettings(Settings.read(Map.of("session_policy", "named", "session", name)));
  }

  private static TaskSpec in(String slot, TaskSpec spec) {
    return spec.withOrdering(Ordering.NORMAL.inSlot(slot));
  }

  private String answer(TaskSpec spec) {
    TaskId task = lab.submit(spec);
    lab.awaitState(task, TaskState.COMPLETED);
    lab.awaitIdle();
    return output(task);
  }

  private String output(TaskId task) {
    return lab.task(task).result().report().output();
  }

  private Optional<Conversation> kept(ConversationKey key) {
    return new Conversations(lab.ledger, lab.pool()).find(key).map(it -> it.value());
  }

  /** A chain whose steps run in these slots, and the task that stands for it. */
  private List<TaskId> chain(String... slots) {
    List<Submission.Node> nodes = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      TaskSpec step =
          TaskSpec.of("step " + i).withPart(PlanPart.step("s" + i)).withSettings(PER_CHAIN);
      nodes.add(
          new Submission.Node(in(slots[i], step), i == 0 ? List.of() : List.of(i - 1), List.of()));
    }
    TaskSpec parent = TaskSpec.of("chain").withPart(new PlanPart.Parent("chain", OnFinish.KEEP));
    nodes.add(new Submission.Node(parent, List.of(slots.length - 1), List.of()));
    return lab.ledger.submit(new Submission(lab.pool(), nodes, null, null)).orThrow();
  }

  @Test
  void theStepsOfAChainShareOneConversationInWhicheverSlots() {
    List<TaskId> chain = chain("slot-0", "slot-1", "slot-0", "slot-0");
    lab.awaitState(chain.getLast(), TaskState.COMPLETED);
    assertThat(chain.subList(0, 4))
        .extracting(this::output)
        .containsExactly(
            "remembers: ",
            "remembers: step 0",
            "remembers: step 0 | step 1",
            "remembers: step 0 | step 1 | step 2");
    assertThat(lab.agent.opened()).isEqualTo(3); // the last step stayed in its process
  }

  @Test
  void theProcessInWhichAConversationRestsIsEndedBeforeAnotherGoesOnWithIt() {
    answer(in("slot-0", named("one", "review")));
    assertThat(lab.agent.living()).isEqualTo(1);
    answer(in("slot-1", named("two", "review")));
    assertThat(lab.agent.living()).isEqualTo(1);
    assertThat(answer(in("slot-0", named("three", "review")))).isEqualTo("remembers: one | two");
    assertThat(lab.agent.crowded).isFalse();
  }

  @Test
  void twoChainsShareNothing() {
    lab.awaitState(chain("slot-0").getLast(), TaskState.COMPLETED);
    lab.awaitIdle();
    List<TaskId> second = chain("slot-0", "slot-0");
    lab.awaitState(second.getLast(), TaskState.COMPLETED);
    assertThat(output(second.get(1))).isEqualTo("remembers: step 0");
    assertThat(output(second.get(0))).isEqualTo("remembers: ");
  }

  @Test
  void ofAChainThatIsOverNothingIsKept() {
    List<TaskId> first = chain("slot-0", "slot-1");
    lab.awaitState(first.getLast(), TaskState.COMPLETED);
    lab.awaitIdle();
    lab.awaitState(chain("slot-0").getLast(), TaskState.COMPLETED);
    assertThat(kept(new ConversationKey.OfPlan(lab.task(first.getFirst()).plan()))).isEmpty();
  }

  @Test
  void tasksThatNameAConversationGoOnWithItAndThoseThatNameAnotherDoNot() throws Exception {
    assertThat(answer(in("slot-0", named("one", "review")))).isEqualTo("remembers: ");
    assertThat(answer(in("slot-1", named("two", "review")))).isEqualTo("remembers: one");
    assertThat(answer(in("slot-1", named("x", "other")))).isEqualTo("remembers: ");
    assertThat(answer(in("slot-0", named("three", "review")))).isEqualTo("remembers: one | two");
    assertThat(answer(in("slot-0", TaskSpec.of("own")))).isEqualTo("remembers: ");
    lab.restart();
    assertThat(answer(named("four", "review"))).isEqualTo("remembers: one | two | three");
    assertThat(kept(new ConversationKey.Named("review")))
        .get()
        .extracting(Conversation::turns)
        .isEqualTo(4);
  }

  @Test
  void tasksOfOneConversationRunOneAtATimeOldestFirst() {
    TaskId held = lab.submit(named("hold", "review"));
    lab.awaitState(held, TaskState.RUNNING);
    TaskId second = lab.submit(named("second", "review"));
    TaskId third = lab.submit(named("third", "review"));
    TaskId free = lab.submit("free");
    lab.awaitState(free, TaskState.COMPLETED);
    assertThat(lab.state(second)).isEqualTo(TaskState.PENDING);
    assertThat(lab.task(second).spec().ordering().lane()).isEqualTo("named:review");
    lab.agent.letGo();
    lab.awaitState(third, TaskState.COMPLETED);
    assertThat(output(third)).isEqualTo("remembers: hold | second");
  }

  @Test
  void aCancelledTurnHasLetGoBeforeTheNextOneGoesOn() {
    TaskId stuck = lab.submit(in("slot-0", named("stuck", "review")));
    NodeLab.soon().until(() -> lab.agent.asked() == 1);
    TaskId next = lab.submit(in("slot-1", named("next", "review")));
    lab.ledger.cancel(stuck, "enough").orThrow(); // ends with its process, after a moment
    lab.awaitState(next, TaskState.COMPLETED);
    assertThat(output(next)).isEqualTo("remembers: stuck");
    assertThat(lab.agent.together()).isEqualTo(1);
  }
}
