package dev.agentpool.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word for what an agent may do that means the same with every provider. */
class AccessTest {
  @ParameterizedTest
  @CsvSource({"read, plan", "edit, acceptEdits", "full, bypassPermissions"})
  void aWordStandsForTheModeThatComesToIt(String word, String mode) {
    Settings settings = Settings.read(Map.of("access", word));
    assertThat(settings.plain()).containsExactly(Map.entry("permission_mode", mode));
    assertThat(settings.access().wireName()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({"default, read", "dontAsk, read", "auto, edit"})
  void everyModeComesToAWord(String mode, String word) {
    assertThat(Settings.read(Map.of("permission_mode", mode)).access().wireName()).isEqualTo(word);
  }

  @Test
  void aNearerWordReplacesAFartherMode() {
    Settings user = Settings.read(Map.of("permission_mode", "bypassPermissions"));
    assertThat(Settings.read(Map.of("access", "read")).over(user).access()).isEqualTo(Access.READ);
  }

  @Test
  void bothInOneLayerAreRefused() {
    assertThatThrownBy(() -> Settings.read(Map.of("access", "read", "permission_mode", "plan")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("say the same thing");
  }

  @Test
  void anUnknownWordIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Settings.read(Map.of("access", "write")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("access must be one of read, edit, full, not");
    assertThatThrownBy(() -> Settings.read(Map.of("access", 3))).isInstanceOf(InvalidSetting.class);
  }

  @Test
  void whatOnlyOneProviderUnderstandsStandsInATableOfItsName() {
    Settings settings =
        Settings.read(Map.of("provider", Map.of("codex-cli", Map.of("sandbox", "x"))));
    assertThat(settings.vendor("codex-cli")).containsExactly(Map.entry("sandbox", "x"));
    assertThat(settings.vendor("claude")).isEmpty();
    assertThat(settings.needingTrust()).isEqualTo(java.util.List.of(SettingKeys.VENDOR));
    assertThatThrownBy(() -> Settings.read(Map.of("provider", Map.of("codex-cli", 1))))
        .isInstanceOf(InvalidSetting.class);
  }

  @ParameterizedTest
  @CsvSource({"claude, true", "acp:goose, true", "goose, false", "acp:, false", "acp:../x, false"})
  void anyAgentThatSpeaksAcpIsAProvider(String name, boolean known) {
    assertThat(SettingKeys.isProvider(name)).isEqualTo(known);
  }
}
