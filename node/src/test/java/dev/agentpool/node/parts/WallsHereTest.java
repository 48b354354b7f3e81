package dev.agentpool.node.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which walls hold for a slot is said with the reason. */
class WallsHereTest {
  private static final WallsHere STAND = new WallsHere(true, "workspace: /usr/bin/bwrap", "");
  private static final WallsHere FALL =
      new WallsHere(false, "there is no bwrap", "install bubblewrap");

  private static Settings with(Map<String, Object> settings) {
    return Settings.read(settings);
  }

  @Test
  void byDefaultTheyStandWhereTheyCan() {
    assertThat(STAND.of(Settings.EMPTY)).isEqualTo("workspace: /usr/bin/bwrap, by default");
    assertThat(FALL.of(Settings.EMPTY)).isEqualTo("off: there is no bwrap");
  }

  @Test
  void aSettingIsNamedAsTheReason() {
    Settings off = with(Map.of("walls", "off"));
    assertThat(STAND.of(off)).isEqualTo(FALL.of(off)).isEqualTo("off: the setting walls says so");
    assertThat(STAND.of(with(Map.of("walls", "workspace", "writable", List.of("~/.m2", "/opt/c")))))
        .isEqualTo("workspace: /usr/bin/bwrap, by the setting walls; also writable: ~/.m2, /opt/c");
    assertThat(FALL.of(with(Map.of("walls", "workspace"))))
        .contains("no task starts", "there is no bwrap", "install bubblewrap");
  }
}
