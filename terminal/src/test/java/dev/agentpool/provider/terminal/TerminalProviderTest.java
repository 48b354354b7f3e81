package dev.agentpool.provider.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.session.Detection;
import dev.agentpool.session.LogIn;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CLIs that are known and not driven. */
class TerminalProviderTest {
  @TempDir Path home;
  private final ProcessHost host = new ProcessHost(HostSettings.defaults());
  private final Map<String, TerminalProvider> known = TerminalProvider.known(host);

  @AfterEach
  void close() {
    host.close();
  }

  private SessionSpec spec() {
    return new SessionSpec(
        Settings.EMPTY,
        home,
        Map.of("PATH", home + ":/usr/bin:/bin", "HOME", home.toString()),
        false,
        null,
        null,
        ToolDesk.NONE);
  }

  @Test
  void eachIsRefusedWithTheReasonAndNeverStarted() {
    assertThat(known.keySet()).containsExactlyInAnyOrderElementsOf(SettingKeys.DESCRIBED);
    known.forEach((name, provider) -> {
      assertThat(provider.objections(Settings.EMPTY))
          .singleElement()
          .asString()
          .contains(name, "only be driven by its terminal", "choose another provider");
      assertThatThrownBy(() -> provider.open(spec(), home.resolve("s")))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("terminal");
      assertThat(home.resolve("s")).doesNotExist();
    });
  }

  @Test
  void itIsFoundWithItsVersionAndSaidHowToGetItWhereItIsNot() throws IOException {
    TerminalProvider cursor = known.get("cursor-cli");
    assertThat(cursor.detect(spec()).advice()).contains("cursor-agent", "https://cursor.com/cli");
    Path program =
        Files.writeString(home.resolve("cursor-agent"), "#!/bin/sh\necho 2026.11.20-a1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Detection found = cursor.detect(spec());
    assertThat(found.usable()).isTrue();
    assertThat(found.version()).contains("2026.11.20");
    assertThat(cursor.logIn(spec()).state()).isEqualTo(LogIn.State.LOGGED_OUT);
    assertThat(known.get("devin-cli").logIn(spec())).isEqualTo(LogIn.UNKNOWN);
  }
}
