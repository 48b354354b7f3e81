package dev.agentpool.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationKeyTest {
  private static final PlanId PLAN = new PlanId("plan-12ab");

  private static TaskSpec with(Map<String, String> settings) {
    return TaskSpec.of("x").withSettings(Settings.read(settings));
  }

  @Test
  void onlyStepsShareTheConversationOfTheirPlan() {
    TaskSpec asked = with(Map.of("session_policy", "per_chain"));
    assertThat(ConversationKey.everywhere(asked, PLAN)).isEmpty();
    assertThat(ConversationKey.everywhere(asked.withPart(PlanPart.step("a")), PLAN))
        .contains(new ConversationKey.OfPlan(PLAN));
    assertThat(ConversationKey.everywhere(asked.withPart(new PlanPart.Close(OnFinish.KEEP)), PLAN))
        .isEmpty();
  }

  @Test
  void aNameCountsOnlyWhereThePolicySaysSo() {
    assertThat(ConversationKey.everywhere(with(Map.of("session", "a")), null)).isEmpty();
    assertThat(
            ConversationKey.everywhere(
                with(Map.of("session", "a", "session_policy", "named")), null))
        .contains(new ConversationKey.Named("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent-pool-router", "agent-pool-coordinator", "agent-pool-child-1-1"})
  void slotsThatAreLentOrAgentpoolsOwnShareNothing(String slot) {
    Settings perSlot = Settings.read(Map.of("session_policy", "per_slot"));
    assertThat(ConversationKey.ofSlot(perSlot, slot)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slot-0", "agent-rita", "ap_0123456789ab"})
  void theTasksOfOtherSlotsShareTheirConversationWhereThatIsSaid(String slot) {
    Settings perSlot = Settings.read(Map.of("session_policy", "per_slot"));
    assertThat(ConversationKey.ofSlot(perSlot, slot)).contains(new ConversationKey.OfSlot(slot));
    assertThat(ConversationKey.ofSlot(Settings.EMPTY, slot)).isEmpty();
  }

  @Test
  void aKeyTellsItsPlan() {
    assertThat(ConversationKey.planOf(new ConversationKey.OfPlan(PLAN).text())).contains(PLAN);
    assertThat(ConversationKey.planOf(new ConversationKey.Named("chain").text())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "../x", "-a", "a b", "a/b", "a\nb", "ä"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> Settings.read(Map.of("session", name)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("1 to 64");
  }

  @Test
  void aSlotCannotSayWhatTasksShareInOtherSlots() {
    for (Map<String, String> asked :
        List.of(
            Map.of("session_policy", "per_chain"),
            Map.of("session_policy", "named"),
            Map.of("session", "a"))) {
      assertThatThrownBy(() -> Settings.askedOfSlot(asked))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("a slot cannot say it");
    }
    assertThat(Settings.askedOfSlot(Map.of("session_policy", "per_slot")).plain())
        .containsEntry("session_policy", "per_slot");
  }
}
