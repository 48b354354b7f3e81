package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.node.conversation.Conversation;
import dev.agentpool.node.conversation.Conversations;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPolicyTest {
  private static final String PER_SLOT = "slots = 1\n[settings]\nsession_policy = \"per_slot\"\n";
  private static final ConversationKey SLOT_0 = new ConversationKey.OfSlot("slot-0");
  @TempDir Path temp;
  private NodeLab lab;

  @BeforeEach
  void open() {
    lab = new NodeLab(temp, PER_SLOT);
    lab.agent.resumes = true;
  }

  @AfterEach
  void close() throws InterruptedException {
    lab.close();
  }

  private String answer(String prompt) {
    TaskId task = lab.submit(prompt);
    lab.awaitState(task, TaskState.COMPLETED);
    lab.awaitIdle();
    return lab.task(task).result().report().output();
  }

  private List<String> notices(TaskId task) {
    return lab.task(task).result().verdict().notices();
  }

  private Conversation kept() {
    return new Conversations(lab.ledger, lab.pool()).find(SLOT_0).orElseThrow().value();
  }

  @Test
  void theTasksOfASlotAreTurnsOfOneConversationInOneProcess() {
    assertThat(answer("one")).isEqualTo("remembers: ");
    assertThat(answer("two")).isEqualTo("remembers: one");
    assertThat(answer("three")).isEqualTo("remembers: one | two");
    assertThat(lab.agent.opened()).isEqualTo(1);
    assertThat(kept().turns()).isEqualTo(3);
    assertThat(kept().id()).isEqualTo("conversation-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"end agent_error", "end refused_by_permission", "end max_turns"})
  void aTurnThatFailedInGoodOrderKeepsTheProcess(String prompt) {
    answer("one");
    lab.awaitState(lab.submit(prompt), TaskState.FAILED);
    lab.awaitIdle();
    assertThat(answer("three")).isEqualTo("remembers: one | " + prompt);
    assertThat(lab.agent.opened()).isEqualTo(1);
  }

  @Test
  void aTurnThatWasInterruptedKeepsTheProcess() {
    answer("one");
    TaskId held = lab.submit("hold");
    lab.awaitState(held, TaskState.RUNNING);
    NodeLab.soon().until(() -> lab.agent.asked() == 2);
    lab.ledger.cancel(held, "enough").orThrow();
    lab.awaitIdle();
    assertThat(answer("three")).isEqualTo("remembers: one | hold");
    assertThat(lab.agent.opened()).isEqualTo(1);
  }

  @Test
  void aProcessThatDiedIsFollowedByOneThatResumes() {
    answer("one");
    assertThat(answer("die")).isEqualTo("remembers: one | die");
    assertThat(lab.agent.opened()).isEqualTo(2);
    assertThat(answer("three")).isEqualTo("remembers: one | die | die");
    assertThat(kept().id()).isEqualTo("conversation-1");
    assertThat(kept().turns()).isEqualTo(3);
  }

  @Test
  void aProcessOfASlotThatDiedAtRestIsFollowedByOneThatResumes() {
    answer("one");
    lab.agent.endAll();
    assertThat(answer("two")).isEqualTo("remembers: one");
    assertThat(lab.agent.opened()).isEqualTo(2);
  }

  @Test
  void anotherDaemonGoesOnWithTheConversation() throws Exception {
    answer("one");
    lab.restart();
    assertThat(answer("two")).isEqualTo("remembers: one");
    assertThat(lab.agent.opened()).isEqualTo(2);
    assertThat(kept().turns()).isEqualTo(2);
  }

  @Test
  void aRecycledProcessIsFollowedByOneThatResumes() {
    lab.edit(PER_SLOT + "recycle_after = 2\n");
    answer("one");
    answer("two");
    assertThat(lab.agent.living()).isZero();
    assertThat(answer("three")).isEqualTo("remembers: one | two");
    assertThat(lab.agent.opened()).isEqualTo(2);
  }

  @Test
  void anIdleProcessIsLetGoAndItsConversationKept() {
    lab.edit(PER_SLOT + "idle_timeout = \"1ms\"\n");
    answer("one");
    NodeLab.soon()
        .until(() -> {
          lab.node.runner(lab.pool()).dropIdle();
          return lab.agent.living() == 0;
        });
    assertThat(answer("two")).isEqualTo("remembers: one");
    assertThat(lab.agent.opened()).isEqualTo(2);
  }

  @Test
  void otherSettingsMakeAnotherProcessThatResumes() {
    answer("one");
    lab.edit(PER_SLOT + "model = \"other\"\n");
    assertThat(answer("two")).isEqualTo("remembers: one");
    assertThat(lab.agent.opened()).isEqualTo(2);
  }

  @Test
  void aTaskOfItsOwnKnowsNothingOfTheSlotsConversationNorThatOfIt() {
    answer("one");
    TaskId alone =
        lab.submit(
            TaskSpec.of("alone").withSettings(Settings.read(Map.of("session_policy", "per_task"))));
    lab.awaitState(alone, TaskState.COMPLETED);
    lab.awaitIdle();
    assertThat(lab.task(alone).result().report().output()).isEqualTo("remembers: ");
    assertThat(answer("three")).isEqualTo("remembers: one");
  }

  @Test
  void aSlotThatIsRestartedBeginsANewConversation() {
    answer("one");
    lab.slots.restart(lab.pool(), "slot-0");
    assertThat(answer("two")).isEqualTo("remembers: ");
    assertThat(kept().turns()).isEqualTo(1);
  }

  @Test
  void aSlotThatIsRestartedWhileItWorksBeginsANewConversationAfterwards() {
    TaskId held = lab.submit("hold");
    NodeLab.soon().until(() -> lab.agent.asked() == 1);
    lab.slots.restart(lab.pool(), "slot-0");
    lab.agent.letGo();
    lab.awaitState(held, TaskState.COMPLETED);
    lab.awaitIdle();
    assertThat(answer("two")).isEqualTo("remembers: ");
  }

  @Test
  void aConversationThatIsLostIsStartedOverAndTheResultSaysSo() throws Exception {
    answer("one");
    lab.restart();
    lab.agent.forgetAll();
    TaskId next = lab.submit("two");
    lab.awaitState(next, TaskState.COMPLETED);
    assertThat(lab.task(next).result().report().output()).isEqualTo("remembers: ");
    assertThat(notices(next))
        .anySatisfy(notice ->
            assertThat(notice)
                .startsWith("its conversation could not be resumed; started over")
                .contains("no conversation conversation-1"));
    lab.awaitIdle();
    assertThat(kept().turns()).isEqualTo(1);
    assertThat(answer("three")).isEqualTo("remembers: two");
  }

  @Test
  void aCliThatSaysNothingAndBeginsAnotherConversationIsToldOf() throws Exception {
    answer("one");
    lab.restart();
    lab.agent.forgetful = true;
    TaskId next = lab.submit("two");
    lab.awaitState(next, TaskState.COMPLETED);
    assertThat(notices(next))
        .anySatisfy(notice ->
            assertThat(notice)
                .contains(
                    "could not be resumed; started over", "conversation-1", "conversation-2"));
    lab.awaitIdle();
    assertThat(kept().id()).isEqualTo("conversation-2");
    assertThat(kept().turns()).isEqualTo(1);
  }

  @Test
  void aCliThatCannotResumeGoesOnInItsProcessAndSaysSoWhenThatIsGone() throws Exception {
    lab.agent.resumes = false;
    answer("one");
    assertThat(answer("two")).isEqualTo("remembers: one");
    lab.restart();
    TaskId next = lab.submit("three");
    lab.awaitState(next, TaskState.COMPLETED);
    assertThat(notices(next))
        .anySatisfy(notice ->
            assertThat(notice)
                .contains("could not be resumed; started over", "in another process"));
  }

  @Test
  void anAgentsSlotThatIsToldSoIsOneConversation() {
    String session = "agent-rita";
    for (String expected : List.of("remembers: ", "remembers: x", "remembers: x | x")) {
      TaskId task = lab.submit(TaskSpec.of("x").withOrdering(Ordering.NORMAL.inSlot(session)));
      lab.awaitState(task, TaskState.COMPLETED);
      assertThat(lab.task(task).result().report().output()).isEqualTo(expected);
      NodeLab.soon().until(() -> !lab.node.runner(lab.pool()).find(session).busy());
    }
    assertThat(lab.agent.opened()).isEqualTo(1);
  }

  @Test
  void whatIsKeptOfAConversationIsReadAsItWasWritten() {
    answer("one");
    Conversation kept = kept();
    assertThat(kept.provider()).isEqualTo("scripted");
    assertThat(kept.node()).isEqualTo("lab");
    assertThat(kept.directory()).isEqualTo(lab.project());
    assertThat(kept.last()).isInstanceOf(AttemptKey.class);
  }
}
