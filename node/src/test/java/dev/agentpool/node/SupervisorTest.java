package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.node.SlotOperations.SlotClaim;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  private static final String FILE =
      "slots = 1\n[supervisor]\ninterval_secs = 30\nmax_restarts = 2\n";
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

  private void fail(String code) {
    lab.awaitState(lab.submit("end " + code), TaskState.FAILED);
    lab.awaitIdle();
  }

  private void failThrice() {
    for (int i = 0; i < 3; i++) {
      fail("crashed");
    }
    assertThat(lab.slot("slot-0").state()).isEqualTo("errored");
  }

  private int checkAfter(Duration wait) {
    lab.clock.advance(wait);
    return lab.slots.checkNow(lab.pool());
  }

  @Test
  void aSlotWhoseAgentFailedThreeTimesInARowTakesNothingUntilItIsStartedAgain() {
    fail("crashed");
    fail("stalled");
    assertThat(lab.slot("slot-0").state()).isEqualTo("idle");
    fail("crashed");
    assertThat(lab.slot("slot-0").state()).isEqualTo("errored");
    assertThat(lab.node.runner(lab.pool()).problem())
        .contains("all slots are out of service", "tasks stay pending", "slot-0");
    TaskId waits = lab.submit("x");
    assertThat(checkAfter(Duration.ofSeconds(29))).isZero();
    assertThat(lab.state(waits)).isEqualTo(TaskState.PENDING);
    assertThat(checkAfter(Duration.ofSeconds(1))).isEqualTo(1);
    lab.awaitState(waits, TaskState.COMPLETED);
    lab.awaitIdle();
    assertThat(lab.slot("slot-0").restartCount()).isEqualTo(1);
    assertThat(lab.node.runner(lab.pool()).problem()).isNull();
  }

  @Test
  void successAndErrorsOfTheTaskItselfEndTheRow() {
    fail("crashed");
    fail("crashed");
    lab.awaitState(lab.submit("fine"), TaskState.COMPLETED);
    fail("crashed");
    fail("crashed");
    fail("agent_error");
    fail("crashed");
    fail("crashed");
    assertThat(lab.slot("slot-0").state()).isEqualTo("idle");
  }

  @Test
  void theWaitDoublesAndAtTheLimitAPersonIsAsked() throws Exception {
    failThrice();
    assertThat(checkAfter(Duration.ofSeconds(30))).isEqualTo(1);
    failThrice();
    assertThat(checkAfter(Duration.ofSeconds(59))).isZero();
    assertThat(checkAfter(Duration.ofSeconds(1))).isEqualTo(1);
    failThrice();
    assertThat(checkAfter(Duration.ofHours(5))).isZero();
    assertThat(lab.node.runner(lab.pool()).problem())
        .contains("restarting it 2 times", "`agentpool slot restart slot-0`");
    assertThat(lab.slots.claim(lab.pool(), "slot-0"))
        .isInstanceOfSatisfying(
            SlotClaim.None.class, none -> assertThat(none.why()).contains("errored"));
    TaskId waits = lab.submit("x");
    Node.SlotView restarted = lab.slots.restart(lab.pool(), "slot-0");
    assertThat(restarted.restartCount()).isZero();
    lab.awaitState(waits, TaskState.COMPLETED);
    assertThat(lab.node.runner(lab.pool()).problem()).isNull();
  }

  @Test
  void restartsOfLongAgoDoNotCount() {
    failThrice();
    assertThat(checkAfter(Duration.ofSeconds(30))).isEqualTo(1);
    failThrice();
    assertThat(checkAfter(Duration.ofSeconds(60))).isEqualTo(1);
    lab.clock.advance(Duration.ofHours(2));
    failThrice();
    assertThat(checkAfter(Duration.ofSeconds(30))).isEqualTo(1);
    assertThat(lab.slot("slot-0").restartCount()).isEqualTo(3);
  }

  @Test
  void otherSlotsGoOnWhileOneIsErrored() {
    failThrice();
    lab.slots.setTarget(lab.pool(), 2);
    lab.awaitState(lab.submit("x"), TaskState.COMPLETED);
    assertThat(lab.slot("slot-0").state()).isEqualTo("errored");
    assertThat(lab.node.runner(lab.pool()).problem()).isNull();
  }

  @Test
  void withoutSupervisionASlotJustGoesOn() {
    lab.edit("slots = 1\n[supervisor]\nenabled = false\n");
    for (int i = 0; i < 5; i++) {
      fail("crashed");
    }
    assertThat(lab.slot("slot-0").state()).isEqualTo("idle");
  }
}
