package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.node.SlotOperations.ScaleLimitException;
import dev.agentpool.node.SlotOperations.SlotClaim;
import dev.agentpool.node.slot.SlotNotFoundException;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotOperationsTest {
  private static final String FILE = "slots = 2\n[scaling]\nmin_slots = 1\nmax_slots = 5\n";
  @TempDir Path temp;
  private NodeLab lab;

  @BeforeEach
  void open() {
    lab = new NodeLab(temp, FILE);
  }

  @AfterEach
  void close() throws InterruptedException {
    lab.close();
  }

  private List<String> ids() {
    return lab.slots.slots(lab.pool()).stream().map(Node.SlotView::id).toList();
  }

  @Test
  void slotsAreAddedAndNumbersGoOnAboveEveryOneThatThereWas() {
    assertThat(lab.slots.scaleUp(lab.pool(), 2)).isEqualTo(4);
    assertThat(ids()).containsExactly("slot-0", "slot-1", "slot-2", "slot-3");
    assertThat(lab.slots.scaleDown(lab.pool(), 2)).isEqualTo(2);
    assertThat(ids()).containsExactly("slot-0", "slot-1");
    assertThat(lab.slots.scaleUp(lab.pool(), 1)).isEqualTo(3);
    assertThat(ids()).containsExactly("slot-0", "slot-1", "slot-4");
    assertThat(lab.slots.setTarget(lab.pool(), 3)).isEqualTo(3);
    assertThat(lab.slots.setTarget(lab.pool(), 1)).isEqualTo(1);
    assertThat(ids()).containsExactly("slot-0");
  }

  /** The other one's node has written, and this one has perhaps not heard of it yet. */
  @Test
  void whatAnotherNodeScaledMeanwhileIsNotUndone() {
    String scaled = "{\"ids\":[\"slot-0\",\"slot-1\",\"slot-2\"],\"next\":3,\"file_slots\":2}";
    ledgerPut("scaling", "slots", scaled);
    assertThat(lab.slots.scaleUp(lab.pool(), 1)).isEqualTo(4);
    assertThat(ids()).containsExactly("slot-0", "slot-1", "slot-2", "slot-3");
  }

  private void ledgerPut(String space, String key, String text) {
    lab.ledger
        .putNotes(lab.pool(), space, List.of(NotePut.of(key, text)), NoteBound.of(1_000, 1_000))
        .orThrow();
  }

  @Test
  void limitsAreKeptAndNamed() {
    assertThat(lab.slots.scaleUp(lab.pool(), 0)).isEqualTo(2);
    assertThat(lab.slots.scaleDown(lab.pool(), 0)).isEqualTo(2);
    assertThatThrownBy(() -> lab.slots.scaleUp(lab.pool(), 4))
        .isInstanceOf(ScaleLimitException.class)
        .hasMessageContainingAll("6 slots", "max_slots is 5");
    assertThatThrownBy(() -> lab.slots.scaleUp(lab.pool(), Integer.MAX_VALUE))
        .isInstanceOf(ScaleLimitException.class);
    assertThatThrownBy(() -> lab.slots.scaleDown(lab.pool(), 2))
        .isInstanceOf(ScaleLimitException.class)
        .hasMessageContainingAll("0 slots", "min_slots is 1, and a pool has one at least");
    assertThatThrownBy(() -> lab.slots.setTarget(lab.pool(), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThat(ids()).hasSize(2);
  }

  @Test
  void anAddedSlotWorksAndAScaledPoolStaysSoOverARestart() throws Exception {
    lab.slots.setTarget(lab.pool(), 3);
    List<TaskId> held = List.of(lab.submit("hold"), lab.submit("hold"), lab.submit("hold"));
    held.forEach(task -> lab.awaitState(task, TaskState.RUNNING));
    lab.agent.letGo();
    held.forEach(task -> lab.awaitState(task, TaskState.COMPLETED));
    lab.restart();
    assertThat(ids()).containsExactly("slot-0", "slot-1", "slot-2");
    lab.edit("slots = 4\n");
    assertThat(ids()).containsExactly("slot-0", "slot-1", "slot-2", "slot-3");
  }

  @Test
  void idleSlotsGoFirstAndABusyOneFinishesItsTaskBeforeItGoes() {
    lab.slots.setTarget(lab.pool(), 3);
    TaskId held = lab.submit("hold");
    lab.awaitState(held, TaskState.RUNNING);
    String busy = String.valueOf(lab.task(held).slot());
    lab.slots.setTarget(lab.pool(), 1);
    assertThat(ids()).containsExactly(busy);
    TaskId second = lab.submit("hold");
    assertThat(lab.slots.setTarget(lab.pool(), 2)).isEqualTo(2);
    lab.awaitState(second, TaskState.RUNNING);
    String younger = String.valueOf(lab.task(second).slot());
    assertThat(lab.slots.setTarget(lab.pool(), 1)).isEqualTo(1);
    assertThat(ids()).containsExactlyInAnyOrder(busy, younger); // both busy: one is only finishing
    assertThat(lab.state(second)).isEqualTo(TaskState.RUNNING);
    lab.agent.letGo();
    lab.awaitState(second, TaskState.COMPLETED);
    NodeLab.soon().until(() -> ids().size() == 1);
  }

  @Test
  void scalingFromManySidesAtOnceLosesNothing() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.execute(() -> {
          try {
            lab.slots.scaleUp(lab.pool(), 1);
          } catch (ScaleLimitException full) {
            // most of them
          }
        });
      }
    }
    assertThat(ids()).containsExactly("slot-0", "slot-1", "slot-2", "slot-3", "slot-4");
  }

  @Test
  void aSlotIsToldWhoItIsAndRemembersIt() throws Exception {
    Settings opus = Settings.EMPTY.with(SettingKeys.MODEL, "opus");
    Node.SlotView told =
        lab.slots.configure(lab.pool(), "slot-1", "rita", "reviewer", "reads", opus);
    assertThat(told.name()).isEqualTo("rita");
    assertThat(told.model()).isEqualTo("opus");
    lab.slots.configure(lab.pool(), "slot-1", null, "", "writes", null);
    lab.restart();
    Node.SlotView after = lab.slot("slot-1");
    assertThat(after.name()).isEqualTo("rita");
    assertThat(after.role()).isNull();
    assertThat(after.description()).isEqualTo("writes");
    assertThat(after.model()).isEqualTo("opus");
    assertThat(lab.slot("slot-0").name()).isNull();
    assertThatThrownBy(() -> lab.slots.configure(lab.pool(), "slot-7", "x", null, null, null))
        .isInstanceOf(SlotNotFoundException.class)
        .hasMessage("slot not found: slot-7");
  }

  @Test
  void whatASlotHasDoneIsCountedOverRestarts() throws Exception {
    lab.slots.setTarget(lab.pool(), 1);
    assertThat(lab.slot("slot-0").tasksCompleted()).isZero();
    lab.awaitState(lab.submit("a"), TaskState.COMPLETED);
    lab.awaitState(lab.submit("end agent_error"), TaskState.FAILED);
    lab.awaitIdle();
    long cent = PlayedAgent.CENT.micros();
    assertThat(lab.slot("slot-0").tasksCompleted()).isEqualTo(1);
    assertThat(lab.slot("slot-0").cost().atLeast().micros()).isEqualTo(2 * cent);
    lab.restart();
    assertThat(lab.slot("slot-0").tasksCompleted()).isEqualTo(1);
    lab.awaitState(lab.submit("b"), TaskState.COMPLETED);
    lab.awaitIdle();
    assertThat(lab.slot("slot-0").tasksCompleted()).isEqualTo(2);
    assertThat(lab.slot("slot-0").cost().atLeast().micros()).isEqualTo(3 * cent);
    assertThat(lab.slot("slot-0").pid()).isNotNull();
    assertThat(lab.slot("slot-0").sessionId()).startsWith("conversation-");
  }

  @Test
  void aClaimSaysWhyThereIsNothing() throws Exception {
    assertThatThrownBy(() -> lab.slots.claim(lab.pool(), "slot-9"))
        .isInstanceOf(SlotNotFoundException.class);
    assertThat(lab.slots.claim(lab.pool(), "slot-0"))
        .isInstanceOfSatisfying(
            SlotClaim.None.class, none -> assertThat(none.why()).contains("nothing is pending"));
    TaskId held = lab.submit("hold");
    lab.awaitState(held, TaskState.RUNNING);
    assertThat(lab.slots.claim(lab.pool(), String.valueOf(lab.task(held).slot())))
        .isInstanceOfSatisfying(
            SlotClaim.None.class,
            none -> assertThat(none.why()).contains("not idle", held.value()));
  }

  @Test
  void aTaskIsNeverTakenTwiceWhoeverClaims() throws Exception {
    List<TaskId> tasks = new ArrayList<>();
    Set<TaskId> claimed = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        tasks.add(lab.submit("task " + i));
        String slot = "slot-" + i % 2;
        threads.submit(() -> {
          if (lab.slots.claim(lab.pool(), slot) instanceof SlotClaim.Claimed it) {
            assertThat(claimed.add(it.task())).isTrue();
          }
          return null;
        });
      }
    }
    for (TaskId task : tasks) {
      lab.awaitState(task, TaskState.COMPLETED);
      assertThat(lab.ledger.attempts(task)).hasSize(1);
    }
  }
}
