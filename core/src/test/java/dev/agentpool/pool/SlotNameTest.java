package dev.agentpool.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotNameTest {
  @Test
  void anIdTellsWhoseTheSlotIs() {
    assertThat(SlotName.of("slot-0")).isEqualTo(new SlotName.Configured("slot-0"));
    assertThat(SlotName.of("agent-a critic")).isEqualTo(new SlotName.Agent("a critic"));
    assertThat(SlotName.of("agent-pool-child-2-13")).isEqualTo(new SlotName.Lent(2, 13));
    assertThat(SlotName.of("agent-pool-coordinator")).isEqualTo(new SlotName.Coordinator());
    assertThat(SlotName.of("agent-pool-router")).isEqualTo(new SlotName.Router());
    assertThat(SlotName.of("ap_00c0ffee1234")).isEqualTo(new SlotName.Session("ap_00c0ffee1234"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "slot-7",
        "reviewer",
        "agent",
        "agent-",
        "Agent-x",
        "agent-x",
        "agent--",
        "agent-pool-",
        "agent-pool-router",
        "agent-pool-router2",
        "agent-pool-coordinator",
        "agent-pool-child-1-1",
        "agent-pool-child-01-1",
        "agent-pool-child-0-1",
        "agent-pool-child-1",
        "agent-agent-x",
        "agent-pool-child-999999999-999999999",
        "agent-pool-child-1234567890-1",
        "agent-x\ny",
        "ap_0123456789ab",
        "ap_0123456789AB",
        "ap_0123456789abc",
        "ap_0123456789a",
        "ap_",
        "xap_0123456789ab",
        "ap_0123456789ab\n"
      })
  void everyIdIsReadAndWrittenAsTheSame(String id) {
    assertThat(SlotName.of(id).id()).isEqualTo(id);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    for (SlotName name :
        List.of(
            new SlotName.Configured("slot-0"),
            new SlotName.Agent("rita"),
            new SlotName.Lent(1, 4),
            new SlotName.Session("ap_0123456789ab"),
            new SlotName.Coordinator(),
            new SlotName.Router())) {
      assertThat(SlotName.of(name.id())).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool-router", "pool-coordinator", "pool-child-1-1"})
  void noAgentHasASlotOfAgentpoolsOwn(String agent) {
    assertThat(SlotName.Agent.of(agent)).isEmpty();
    assertThatThrownBy(() -> new SlotName.Agent(agent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(agent);
    assertThat(SlotName.Agent.of("pool-critic")).contains(new SlotName.Agent("pool-critic"));
  }

  @Test
  void theSlotOfAnAgentIsNoneThatAPoolIsConfiguredWith() {
    assertThatThrownBy(() -> new SlotName.Configured("agent-rita"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("agent-rita");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ap_0123456789AB", "ap_0123456789a", "ap_0123456789ab\n", "ap_", ""})
  void whatOnlyResemblesTheIdOfALiveSessionIsNone(String id) {
    assertThat(SlotName.of(id)).isEqualTo(new SlotName.Configured(id));
    assertThatThrownBy(() -> new SlotName.Session(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 hex digits");
  }

  @Test
  void theSlotOfALiveSessionTakesOnlyTasksThatNameIt() {
    assertThat(SlotName.of("ap_0123456789ab")).isInstanceOf(SlotName.Beside.class);
    assertThatThrownBy(() -> new SlotName.Configured("ap_0123456789ab"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ap_0123456789ab");
  }

  @Test
  void lentSlotsCountFromOne() {
    assertThatThrownBy(() -> new SlotName.Lent(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SlotName.Lent(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
