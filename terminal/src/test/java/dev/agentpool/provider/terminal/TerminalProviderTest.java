package dev.agentpool.provider.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.Detection;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.LogIn;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told and refused of CLIs by their terminal before one is started. */
class TerminalProviderTest {
  @TempDir Path home;
  private final ProcessHost host = new ProcessHost(HostSettings.defaults());
  private final AwakeTime awake = AwakeTime.ofMachine();
  private final Map<String, TerminalProvider> known =
      TerminalProvider.known(
          new TerminalProvider.Parts(
              host,
              Clock.systemUTC(),
              awake,
              Pause.real(),
              ProviderTimings.STANDARD,
              LaunchSeal.ofThisProcess()),
          Path.of("/nowhere/fake-agent"));

  @AfterEach
  void close() {
    known.values().forEach(TerminalProvider::close);
    awake.close();
    host.close();
  }

  private SessionSpec spec(Map<String, Object> settings) {
    return new SessionSpec(
        Settings.read(settings),
        home,
        Map.of("PATH", home + ":/usr/bin:/bin", "HOME", home.toString()),
        false,
        null,
        null,
        ToolDesk.NONE);
  }

  private Path program(String name) throws IOException {
    Path program = Files.writeString(home.resolve(name), "#!/bin/sh\necho 2026.11.20-a1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }

  @Test
  void allThatTasksMayNameAreThere() {
    assertThat(known.keySet()).containsAll(SettingKeys.FAKES);
    assertThat(known.keySet()).contains("claude-terminal", "cursor-cli", "devin-cli");
    known
        .values()
        .forEach(provider -> {
          Capabilities can = provider.capabilities();
          assertThat(can.protocol()).isEqualTo("terminal");
          assertThat(can.spending()).isEqualTo(Capabilities.Spending.NOTHING);
          assertThat(can.schema()).isFalse();
          assertThat(can.asks()).isTrue();
          assertThat(can.access()).hasSize(3);
        });
    assertThat(known.get("claude-terminal").capabilities().resumes()).isTrue();
    assertThat(known.get("cursor-cli").capabilities().resumes()).isFalse();
  }

  @Test
  void itIsFoundWithItsVersionAndSaidHowToGetItWhereItIsNot() throws IOException {
    TerminalProvider cursor = known.get("cursor-cli");
    assertThat(cursor.detect(spec(Map.of())).advice())
        .contains("cursor-agent", "https://cursor.com/cli");
    program("agent");
    Terminals.needTmux();
    Detection found = cursor.detect(spec(Map.of()));
    assertThat(found.usable()).isTrue();
    assertThat(found.version()).contains("2026.11.20");
    assertThat(cursor.logIn(spec(Map.of())).state()).isEqualTo(LogIn.State.LOGGED_OUT);
    assertThat(known.get("devin-cli").logIn(spec(Map.of()))).isEqualTo(LogIn.UNKNOWN);
  }

  @Test
  void whatATerminalCannotKeepIsRefusedWithWhatToDo() {
    TerminalProvider devin = known.get("devin-cli");
    Map<String, Object> settings =
        Map.of(
            "max_budget_usd",
            2,
            "json_schema",
            Map.of("type", "object"),
            "effort",
            "high",
            "access",
            "full");
    assertThat(devin.objections(Settings.read(settings)))
        .hasSize(3)
        .anySatisfy(one -> assertThat(one).contains("max_budget_usd", "use timeout"))
        .anySatisfy(one -> assertThat(one).contains("json_schema"))
        .anySatisfy(one -> assertThat(one).contains("effort"));
    assertThat(devin.objections(Settings.read(Map.of("access", "edit", "walls", "off"))))
        .singleElement()
        .asString()
        .contains("walls alone", "access = \"full\"");
    assertThat(
            devin.objections(
                Settings.read(
                    Map.of("vendor", Map.of("devin-cli", Map.of("size", "9x9", "tip", "x"))))))
        .hasSize(2)
        .anySatisfy(one -> assertThat(one).contains("160x200"))
        .anySatisfy(one -> assertThat(one).contains("has no tip"));
  }

  @Test
  void anAccessThatOnlyWallsHoldIsRefusedWithoutWalls() throws IOException {
    program("devin");
    assertThatThrownBy(
            () -> known.get("devin-cli").open(spec(Map.of("access", "edit")), home.resolve("s")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("walls alone");
    assertThat(home.resolve("s")).doesNotExist();
  }

  @Test
  void aCliThatEndsAtOnceSaysWhatItSaid() throws IOException {
    Terminals.needTmux();
    Path program = program("devin");
    Files.writeString(program, "#!/bin/sh\necho the licence is missing; exit 4\n");
    assertThatThrownBy(
            () -> known.get("devin-cli").open(spec(Map.of("access", "full")), home.resolve("s")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("the licence is missing");
  }

  @Test
  void thePromptHasTheTaskLastAndTheFormIsEmpty() {
    assertThat(List.of("Task:", "AGENTPOOL_RESULT_START"))
        .allSatisfy(line -> assertThat(wording("do it").lines()).contains(line));
    assertThat(wording("first\nsecond")).endsWith("\nTask:\nfirst\nsecond");
    assertThat(dev.agentpool.screen.ResultBlock.newest(wording("x").lines().toList())).isEmpty();
  }

  @Test
  void aPromptThatIsComposedAlreadyIsGivenTheFormAndNothingElse() {
    String composed = wording("Role: explorer\n- Look only.\n\nTask:\ncount the files\nTask:\nno");
    assertThat(composed)
        .startsWith("Role: explorer\n- Look only.\n")
        .endsWith("\nTask:\ncount the files\nTask:\nno")
        .contains("AGENTPOOL_RESULT_START\nSummary:\nFindings:", "\"Turn: ")
        .doesNotContain("You are an AgentPool worker");
    assertThat(wording("Task:\nx")).startsWith("- When you are done").endsWith("\nTask:\nx");
  }

  private String wording(String task) {
    return Wording.asking(
        task,
        "turn-1",
        new TerminalCli.Endings(true, true, java.time.Duration.ofSeconds(1)),
        dev.agentpool.settings.Access.EDIT,
        known.get("fake-idle").launch(spec(Map.of("command", "/bin/true"))));
  }
}
