package dev.agentpool.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaunchTest {
  private static final LaunchSeal SEAL = new LaunchSeal(new byte[32]);
  private static final Workplace PLACE =
      new Workplace(
          WorkspaceMode.WORKTREE,
          Path.of("/a b\\n\n/p"),
          Path.of("/base"),
          "slot-0",
          new TaskId("task-1"));

  private static SessionSpec spec(
      Map<String, Object> settings, Map<String, String> environment, @Nullable Money cap) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("idle_timeout", "7m");
    return new SessionSpec(
            Settings.read(all), Path.of("/work"), environment, true, null, cap, ToolDesk.NONE)
        .in(PLACE);
  }

  private static Launch launch(SessionSpec spec) {
    return Launch.of(
        spec, "claude", "stream-json", List.of("claude", "--print"), "{\"a\":1}", SEAL);
  }

  private static Launch plain() {
    return launch(spec(Map.of(), Map.of("KEY", "secret-value"), Money.ofUsd(0.1)));
  }

  @Test
  void whatIsWrittenIsReadTheSame() {
    Launch launch =
        launch(
            spec(
                Map.of(
                    "recycle_after",
                    3,
                    "stall_timeout",
                    "90s",
                    "on_denial",
                    "fail",
                    "inherit",
                    Map.of("allow", List.of("mcp:x y", "plugin:z"))),
                Map.of("KEY", "secret-value", "A\nB", "x"),
                Money.ofUsd(0.1)));
    assertThat(Launch.read(launch.text())).isEqualTo(launch);
    assertThat(Launch.read(launch.text()).settings().get(SettingKeys.RECYCLE_AFTER)).isEqualTo(3);
  }

  @Test
  void valuesOfTheEnvironmentAreNotInItButTellApart() {
    assertThat(plain().text()).contains("environment KEY").doesNotContain("secret-value");
    Launch other = launch(spec(Map.of(), Map.of("KEY", "other-value"), Money.ofUsd(0.1)));
    assertThat(other.environment().key()).isNotEqualTo(plain().environment().key());
    assertThat(plain().serves(other)).isFalse();
  }

  @Test
  void itServesWhatWouldBeLaunchedTheSameAndNothingElse() {
    assertThat(plain().serves(plain())).isTrue();
    for (SessionSpec other :
        List.of(
            spec(
                Map.of("permission_mode", "plan"), Map.of("KEY", "secret-value"), Money.ofUsd(0.1)),
            spec(
                Map.of("append_system_prompt", "x"),
                Map.of("KEY", "secret-value"),
                Money.ofUsd(0.1)),
            spec(Map.of(), Map.of("KEY", "secret-value"), null),
            spec(Map.of(), Map.of("KEY", "secret-value"), Money.ofUsd(0.2)),
            spec(Map.of(), Map.of(), Money.ofUsd(0.1)))) {
      assertThat(plain().serves(launch(other))).as("%s", other).isFalse();
    }
    assertThat(
            plain()
                .serves(
                    Launch.of(
                        spec(Map.of(), Map.of("KEY", "secret-value"), Money.ofUsd(0.1)),
                        "claude",
                        "stream-json",
                        List.of("claude", "--print", "--more"),
                        "{\"a\":1}",
                        SEAL)))
        .isFalse();
  }

  @Test
  void anotherSecretAgreesWithNothing() {
    SessionSpec spec = spec(Map.of(), Map.of(), null);
    assertThat(
            launch(spec)
                .serves(
                    Launch.of(
                        spec,
                        "claude",
                        "stream-json",
                        List.of("claude", "--print"),
                        "{\"a\":1}",
                        LaunchSeal.ofThisProcess())))
        .isFalse();
  }

  @Test
  void anotherFormatACutTextAndRubbishAreNoLaunch() {
    String text = plain().text();
    for (String wrong :
        List.of(
            "",
            "rubbish",
            "{}",
            text.replace("agentpool-session 1", "agentpool-session 2"),
            text.substring(0, text.length() - 5),
            text.substring(0, text.length() / 2),
            text.replace("provider claude\n", ""),
            text.replace("workspace worktree", "workspace moon"),
            text.replace("cap-micros 100000", "cap-micros x"))) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Launch.read(wrong));
    }
  }
}
