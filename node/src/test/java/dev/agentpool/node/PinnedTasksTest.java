package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.task.Ordering;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that only one slot may take. */
class PinnedTasksTest {
  @TempDir Path temp;
  private NodeLab lab;

  @BeforeEach
  void open() {
    lab = new NodeLab(temp, "slots = 3\n");
  }

  @AfterEach
  void close() throws InterruptedException {
    lab.close();
  }

  private TaskId pinned(String prompt, String slot) {
    return lab.submit(TaskSpec.of(prompt).withOrdering(Ordering.NORMAL.inSlot(slot)));
  }

  @Test
  void aFreeSlotTakesItsTaskThoughTheSlotsBeforeItAreFreeToo() {
    TaskId second = pinned("x", "slot-1");
    lab.awaitState(second, TaskState.COMPLETED);
    TaskId third = pinned("x", "slot-2");
    lab.awaitState(third, TaskState.COMPLETED);
    assertThat(lab.task(third).slot()).isEqualTo("slot-2");
  }

  @Test
  void aTaskForABusySlotWaitsForItWhileOthersGoPastIt() {
    TaskId busy = pinned("hold", "slot-1");
    lab.awaitState(busy, TaskState.RUNNING);
    TaskId waits = pinned("x", "slot-1");
    TaskId other = lab.submit("x");
    lab.awaitState(other, TaskState.COMPLETED);
    assertThat(lab.state(waits)).isEqualTo(TaskState.PENDING);
    lab.agent.letGo();
    lab.awaitState(waits, TaskState.COMPLETED);
    assertThat(lab.task(waits).slot()).isEqualTo("slot-1");
  }

  @Test
  void tasksOfOneLaneGoFromSlotToSlotInTheirOrder() {
    Ordering lane = new Ordering(0, "lane", null);
    TaskId first = lab.submit(TaskSpec.of("x").withOrdering(lane.inSlot("slot-2")));
    TaskId second = lab.submit(TaskSpec.of("x").withOrdering(lane.inSlot("slot-0")));
    TaskId third = lab.submit(TaskSpec.of("x").withOrdering(lane.inSlot("slot-1")));
    lab.awaitState(third, TaskState.COMPLETED);
    assertThat(lab.task(first).slot()).isEqualTo("slot-2");
    assertThat(lab.task(second).slot()).isEqualTo("slot-0");
  }

  @Test
  void whatWaitsForASlotThatWasScaledAwayGoesOnWhenItIsThereAgain() {
    TaskId held = pinned("hold", "slot-2");
    lab.awaitState(held, TaskState.RUNNING);
    TaskId waits = pinned("x", "slot-2");
    lab.edit("slots = 2\n");
    lab.agent.letGo();
    lab.awaitState(held, TaskState.COMPLETED);
    assertThat(lab.state(waits)).isEqualTo(TaskState.PENDING);
    lab.edit("slots = 3\n");
    lab.awaitState(waits, TaskState.COMPLETED);
  }
}
