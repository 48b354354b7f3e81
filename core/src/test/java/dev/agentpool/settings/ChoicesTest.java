package dev.agentpool.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that are one of a few words. */
class ChoicesTest {
  @Test
  void aChoiceIsWrittenAsItsWordOrAsAnotherNameOfIt() {
    Settings said = Settings.read(Map.of("effort", "min", "workspace", "read_only"));

    assertThat(said.get(SettingKeys.EFFORT)).isEqualTo(Effort.LOW);
    assertThat(said.get(SettingKeys.WORKSPACE)).isEqualTo(WorkspaceMode.READ_ONLY);
    assertThat(said.plain()).containsEntry("effort", "low").containsEntry("workspace", "read_only");
  }

  @Test
  void anotherWordIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Settings.read(Map.of("effort", "LOW")))
        .hasMessageContaining("one of low, medium, high, xhigh, max, min");
    assertThatThrownBy(() -> Settings.read(Map.of("slot_mode", 1)))
        .hasMessageContaining("one of persistent, ephemeral");
  }
}
