package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.Settings;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSlotsTest {
  private static final String RITA = "agent-rita";
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

  private TaskId forRita(String prompt) {
    return lab.submit(TaskSpec.of(prompt).withOrdering(Ordering.NORMAL.inSlot(RITA)));
  }

  private Node.SlotView rita() {
    return lab.node.agentSlots(lab.pool()).getFirst();
  }

  @Test
  void anAgentsSlotTakesOnlyItsOwnTasksAndIsNoneOfThePools() {
    lab.node.runner(lab.pool()).agent(RITA);
    TaskId blocker = lab.submit("hold");
    lab.awaitState(blocker, TaskState.RUNNING);
    TaskId any = lab.submit("x");
    TaskId hers = forRita("y");
    lab.awaitState(hers, TaskState.COMPLETED);
    assertThat(lab.task(hers).slot()).isEqualTo(RITA);
    assertThat(lab.state(any)).isEqualTo(TaskState.PENDING);
    assertThat(lab.slots.slots(lab.pool())).extracting(Node.SlotView::id).containsExactly("slot-0");
    assertThat(lab.slots.scaleUp(lab.pool(), 0)).isEqualTo(1);
    assertThatThrownBy(() -> lab.node.runner(lab.pool()).agent("slot-5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("agent-");
  }

  @Test
  void aTaskThatNamesAnAgentsSlotGetsItAlsoAfterARestart() throws Exception {
    lab.awaitState(forRita("at once"), TaskState.COMPLETED);
    lab.drains.drain(lab.pool(), Duration.ofSeconds(10), false);
    lab.drains.resume(lab.pool());
    TaskId held = forRita("hold");
    TaskId next = forRita("later");
    lab.awaitState(held, TaskState.RUNNING);
    lab.restart(); // suspends the one that ran
    NodeLab.soon().until(() -> lab.agent.living() > 0);
    lab.awaitState(held, TaskState.RUNNING);
    lab.agent.letGo();
    lab.awaitState(held, TaskState.COMPLETED);
    lab.awaitState(next, TaskState.COMPLETED);
  }

  @Test
  void aWarmSessionServesTheNextTaskAndIsOpenedOnlyOnce() throws Exception {
    OptionalLong pid = lab.node.warm(lab.pool(), RITA, Settings.EMPTY);
    assertThat(pid).isPresent();
    assertThat(lab.node.warm(lab.pool(), RITA, Settings.EMPTY)).isEqualTo(pid);
    assertThat(rita().pid()).isEqualTo(pid.getAsLong());
    lab.awaitState(forRita("x"), TaskState.COMPLETED);
    assertThat(lab.agent.opened()).isEqualTo(1);
  }

  @Test
  void aResetEndsTheSessionAtOnceAlsoOfAnAgentThatWorksOrHangs() throws Exception {
    assertThat(lab.node.resetSlot(lab.pool(), RITA).ended()).isFalse();
    lab.node.warm(lab.pool(), RITA, Settings.EMPTY);
    assertThat(lab.node.resetSlot(lab.pool(), RITA).ended()).isTrue();
    assertThat(lab.agent.living()).isZero();
    for (String prompt : List.of("hold", "stuck")) {
      TaskId task = forRita(prompt);
      lab.awaitState(task, TaskState.RUNNING);
      NodeLab.soon().until(() -> lab.agent.living() == 1);
      assertThat(lab.node.resetSlot(lab.pool(), RITA)).isEqualTo(new Node.Reset(true, task));
      assertThat(lab.agent.living()).isZero();
      lab.awaitState(task, TaskState.FAILED);
      assertThat(lab.task(task).reason()).contains("its agent was reset while it worked");
      assertThat(rita().resident()).isFalse();
    }
    lab.awaitState(forRita("x"), TaskState.COMPLETED);
  }

  @Test
  void aWorktreeCannotBeWarmed() {
    Settings worktree = Settings.read(Map.of("workspace", "worktree"));
    assertThatThrownBy(() -> lab.node.warm(lab.pool(), RITA, worktree))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(RITA, "worktree");
  }
}
