package dev.agentpool.provider.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.Detection;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.time.AwakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused at submission, and why. */
class AcpObjectionsTest {
  private final ProcessHost host = new ProcessHost(HostSettings.defaults());
  private final AwakeTime awake = AwakeTime.ofMachine();
  private Map<String, AcpProvider> known = Map.of();
  private AcpProvider any = null;

  @BeforeEach
  void make() {
    AcpProvider.Parts parts =
        new AcpProvider.Parts(
            host, Clock.systemUTC(), awake, ProviderTimings.STANDARD, LaunchSeal.ofThisProcess());
    known = AcpProvider.known(parts);
    any = AcpProvider.any(parts);
  }

  @AfterEach
  void close() {
    known.values().forEach(AcpProvider::close);
    any.close();
    host.close();
    awake.close();
  }

  private static List<String> objections(AgentProvider provider, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("access", "full");
    return provider.objections(Settings.read(all));
  }

  @Test
  void aCapIsTakenWhereATurnTellsWhatItsRequestsTook() {
    for (AgentProvider provider : known.values()) {
      List<String> objections = objections(provider, Map.of("max_budget_usd", 1.00));
      assertThat(objections.isEmpty())
          .as("%s", objections)
          .isEqualTo(provider.name().equals("qwen-code"));
    }
  }

  @Test
  void whatAcpHasNoWordForIsRefusedWithWhatToUseInstead() {
    for (AgentProvider provider : known.values()) {
      assertThat(objections(provider, Map.of())).isEmpty();
      assertThat(
              objections(
                  provider,
                  Map.of(
                      "json_schema",
                      Map.of("type", "object"),
                      "max_turns",
                      3,
                      "allowed_tools",
                      List.of("Bash"),
                      "effort",
                      "low")))
          .hasSize(4)
          .allMatch(objection -> objection.startsWith(provider.name() + " does not take "))
          .anyMatch(objection -> objection.contains("max_turns") && objection.contains("timeout"));
    }
  }

  @Test
  void everyShippedCliIsHeldToEachAccessByItselfOrByWalls() {
    for (AcpProvider provider : known.values()) {
      assertThat(provider.capabilities().enforces())
          .contains(Access.READ, Access.EDIT, Access.FULL);
    }
  }

  @Test
  void anAgentWithoutACommandIsRefusedWithAnExample() {
    assertThat(objections(any, Map.of("provider", "acp:mine")))
        .singleElement()
        .asString()
        .contains("[provider.\"acp:mine\"]", "command = [\"my-agent\", \"--acp\"]");
  }

  @Test
  void whatItsTableDoesNotKnowIsRefusedWithWhatThereIs() {
    Map<String, Object> table = Map.of("command", List.of("x"), "comand", "y");
    assertThat(objections(any, Map.of("provider", "acp:mine", "vendor", Map.of("acp:mine", table))))
        .containsExactly(
            "[provider.\"acp:mine\"] has no comand; there is: access, asides, cached_within,"
                + " command, environment, errors, keeps, log_in, model, model_by, renews, resumes,"
                + " tokens, tokens_always");
    assertThat(
            objections(
                known.get("opencode"),
                Map.of("vendor", Map.of("opencode", Map.of("command", "y")))))
        .containsExactly("[provider.opencode] has no command; there is: nothing");
  }

  @Test
  void aTableOfAPersonSaysAllThatTheFilesOfTheShippedOnesSay() {
    Map<String, Object> table =
        Map.of(
            "command",
            List.of("x"),
            "model_by",
            "--model",
            "tokens",
            "each request",
            "access",
            Map.of("read", Map.of("held_by", "its word", "arguments", List.of("--ro"))));
    Map<String, Object> settings =
        Map.of(
            "provider",
            "acp:mine",
            "vendor",
            Map.of("acp:mine", table),
            "max_budget_usd",
            1.00,
            "walls",
            "off");
    Map<String, Object> reading = new HashMap<>(settings);
    reading.put("access", "read");
    assertThat(objections(any, reading)).isEmpty();
    assertThat(objections(any, settings))
        .containsExactly("acp:mine cannot be held to access = \"full\"; it can to: read");
  }

  @Test
  void whatATableSaysWronglyIsToldMemberByMember() {
    Map<String, Object> table =
        Map.of(
            "command",
            List.of("x"),
            "renews",
            "often",
            "tokens",
            "dollars",
            "errors",
            List.of("("),
            "environment",
            "none",
            "keeps",
            List.of(Map.of("name", "../..", "shwos", List.of())));
    assertThat(objections(any, Map.of("provider", "acp:mine", "vendor", Map.of("acp:mine", table))))
        .hasSize(6)
        .anyMatch(
            told -> told.startsWith("renews in [provider.\"acp:mine\"] must be true or false"))
        .anyMatch(told -> told.startsWith("tokens in ") && told.contains("each request"))
        .anyMatch(told -> told.startsWith("errors in ") && told.contains("regular expressions"))
        .anyMatch(told -> told.startsWith("environment in ") && told.contains("table of texts"))
        .anyMatch(told -> told.contains("has no shwos; there is: above, name, shows"))
        .anyMatch(told -> told.startsWith("name in keeps in ") && told.contains("a folder"));
  }

  @Test
  void eachThatIsTooOldIsToldWithItsVersionTheLeastOneAndHowToUpdate(@TempDir Path folder)
      throws IOException {
    Path program = Files.writeString(folder.resolve("old"), "#!/bin/sh\necho 0.0.1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Settings settings = Settings.read(Map.of("command", program.toString()));
    for (AcpProvider provider : known.values()) {
      Detection found =
          provider.detect(
              new SessionSpec(
                  settings,
                  folder,
                  Map.of("PATH", "/usr/bin:/bin"),
                  false,
                  null,
                  null,
                  ToolDesk.NONE));
      assertThat(found.usable()).as(provider.name()).isFalse();
      assertThat(found.advice())
          .contains(
              provider.name(), "too old", "0.0.1", "need at least", "npm install -g", "@latest");
    }
  }

  @Test
  void eachShippedCliIsAFileOfDataThatStandsInTheList() throws IOException {
    Path folder = Path.of("src/main/resources/dev/agentpool/provider/acp");
    try (Stream<Path> files =
        Files.list(Files.exists(folder) ? folder : Path.of("vendors").resolve(folder))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".toml"))
                  .map(name -> name.replace(".toml", "")))
          .containsExactlyInAnyOrderElementsOf(known.keySet());
    }
    assertThat(SettingKeys.PROVIDERS).containsAll(known.keySet());
  }

  @Test
  void anAccessThatOnlyWallsHoldIsRefusedWhereThereAreNone() {
    Map<String, Object> table = Map.of("command", List.of("x"));
    assertThat(
            objections(
                any,
                Map.of(
                    "provider", "acp:mine",
                    "vendor", Map.of("acp:mine", table),
                    "access", "read",
                    "walls", "off")))
        .singleElement()
        .asString()
        .contains("access = \"read\"", "walls = \"off\"");
  }
}
