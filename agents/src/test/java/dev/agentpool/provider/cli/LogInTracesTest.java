package dev.agentpool.provider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.LogIn;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a CLI is logged in, by what is set and what is there. */
class LogInTracesTest {
  private static final LogInTraces TRACES =
      new LogInTraces(
          List.of("MINE_API_KEY"),
          List.of("${MINE_HOME:.mine}/auth.json"),
          List.of(".config/mine.toml", "MINE_USE_CLOUD"));

  @TempDir Path home;

  private LogIn with(String... variables) {
    Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
    for (int n = 0; n < variables.length; n += 2) {
      environment.put(variables[n], variables[n + 1]);
    }
    return TRACES.of(
        new SessionSpec(Settings.EMPTY, home, environment, false, null, null, ToolDesk.NONE));
  }

  private void file(String name) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"token\":\"top-secret-value\"}");
  }

  @Test
  void aVariableThatIsSetIsALogInAndItsValueIsNotTold() {
    LogIn found = with("MINE_API_KEY", "top-secret-value");
    assertThat(found.state()).isEqualTo(LogIn.State.LOGGED_IN);
    assertThat(found.seen()).isEqualTo("MINE_API_KEY is set");
    assertThat(with("MINE_API_KEY", " ").state()).isEqualTo(LogIn.State.LOGGED_OUT);
  }

  @Test
  void aFileThatIsThereIsALogInWhereverItsFolderIs() throws IOException {
    file(".mine/auth.json");
    assertThat(with().seen()).isEqualTo("~/.mine/auth.json is there");
    assertThat(with("MINE_HOME", home.resolve("elsewhere").toString()).state())
        .isEqualTo(LogIn.State.LOGGED_OUT);
    file("elsewhere/auth.json");
    assertThat(with("MINE_HOME", home.resolve("elsewhere").toString()).state())
        .isEqualTo(LogIn.State.LOGGED_IN);
  }

  @Test
  void aFileThatMayHoldOneLeavesItOpen() throws IOException {
    assertThat(with("MINE_USE_CLOUD", "1").state()).isEqualTo(LogIn.State.UNKNOWN);
    file(".config/mine.toml");
    assertThat(with().state()).isEqualTo(LogIn.State.UNKNOWN);
    assertThat(with().seen()).contains("~/.config/mine.toml");
  }

  @Test
  void whereNothingIsKnownNothingIsSaid() {
    assertThat(new LogInTraces(List.of(), List.of(), List.of()).of(spec()))
        .isEqualTo(LogIn.UNKNOWN);
  }

  private SessionSpec spec() {
    return new SessionSpec(Settings.EMPTY, home, Map.of(), false, null, null, ToolDesk.NONE);
  }
}
