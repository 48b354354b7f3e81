package dev.agentpool.provider.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Helpers that a person installed, played by programs on the PATH. */
@Timeout(120)
class HelpersTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  @TempDir Path temp;
  private final ProcessHost host = new ProcessHost(HostSettings.defaults());
  private final Map<String, String> environment = new HashMap<>();
  private Path bin = Path.of("/");

  @BeforeEach
  void prepare() throws IOException {
    bin = Files.createDirectories(temp.resolve("bin"));
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("HOME", temp.toString());
    environment.put("ANTHROPIC_API_KEY", "sk-secret");
    environment.put("GITHUB_TOKEN", "ghp_secret");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private ProbeProcess programs() {
    return new ProbeProcess(host, temp.resolve("probes"));
  }

  private void program(String name, String... lines) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private SessionSpec spec(String provider) {
    return new SessionSpec(
        Settings.read(Map.of("provider", provider)),
        temp,
        environment,
        false,
        null,
        null,
        ToolDesk.NONE);
  }

  private Usage bar(String provider) throws InterruptedException {
    return new CodexBar(programs()).read(spec(provider), NOW);
  }

  @Test
  void codexBarIsAskedForOneProviderWithoutABrowserAndItsNoiseIsPassedOver() throws Exception {
    program(
        "codexbar",
        "echo \"$@\" > " + temp + "/argv",
        "echo 'warming {up} [now'",
        "echo '[{\"provider\":\"claude\",\"error\":{\"message\":\"x\"}},{\"provider\":\"codex\","
            + "\"version\":\"1.2\",\"usage\":{\"primary\":{\"usedPercent\":20,\"windowMinutes\":300,"
            + "\"resetsAt\":\"2026-11-27T13:31:00Z\"},\"secondary\":{\"remainingPercent\":60},"
            + "\"tertiary\":{\"usedPercent\":150,\"windowMinutes\":43200}},"
            + "\"credits\":{\"remaining\":3.5}}]'",
        "exit 3");
    Usage usage = bar("codex-cli");
    assertThat(temp.resolve("argv"))
        .hasContent("usage --provider codex --source cli --format json --json-only --no-color");
    assertThat(usage.windows())
        .extracting(Window::name)
        .containsExactly("5h", "secondary", "monthly");
    assertThat(usage.windows().getFirst().resetAt()).isEqualTo("2026-11-27T13:31:00Z");
    assertThat(usage.status()).isEqualTo(UsageStatus.LIMIT_REACHED);
    assertThat(usage.creditsRemaining()).isEqualTo(3.5);
    assertThat(usage.warnings()).containsExactly("codexbar ended with code 3");
    assertThat(bar("claude").warnings()).contains("x");
    assertThat(bar("claude").status()).isEqualTo(UsageStatus.UNKNOWN);
  }

  @Test
  void whatIsNotThereIsUnavailableAndWhatItDoesNotKnowIsUnknown() throws Exception {
    assertThat(bar("codex-cli").status()).isEqualTo(UsageStatus.UNAVAILABLE);
    assertThat(bar("droid-cli").status()).isEqualTo(UsageStatus.UNKNOWN);
    Files.createDirectory(bin.resolve("codexbar")); // a folder of that name is no program
    assertThat(bar("codex-cli").status()).isEqualTo(UsageStatus.UNAVAILABLE);
    assertThat(new CcUsage(programs(), null).read(spec("claude"), NOW).status())
        .isEqualTo(UsageStatus.UNAVAILABLE);
  }

  @Test
  void ccusageIsToldNoSecretAndTellsWhatWasUsedAsTelemetry() throws Exception {
    program(
        "ccusage",
        "env > " + temp + "/env; echo \"$@\" > " + temp + "/argv; cat > " + temp + "/in",
        "echo loading…",
        "echo '{\"blocks\":[{\"id\":\"gap\",\"isActive\":true,\"isGap\":true},{\"id\":\"b\","
            + "\"isActive\":true,\"endTime\":\"2026-11-27T14:00:00.000Z\",\"entries\":12,"
            + "\"totalTokens\":123456,\"tokenCounts\":{\"inputTokens\":10},"
            + "\"tokenLimitStatus\":{\"percentUsed\":41.5}}]}'");
    Usage usage = new CcUsage(programs(), null).read(spec("claude"), NOW);
    assertThat(temp.resolve("argv")).hasContent("blocks --json --offline --active --no-color");
    assertThat(temp.resolve("in")).isEmptyFile();
    assertThat(Files.readString(temp.resolve("env")))
        .contains("NO_COLOR=1", "TERM=dumb", "HOME=")
        .doesNotContain("secret");
    assertThat(usage.status()).isEqualTo(UsageStatus.UNKNOWN);
    assertThat(usage.windows().getFirst().usedUnits()).isEqualTo(123_456);
    assertThat(usage.raw()).containsEntry("block_id", "b").containsEntry("entries", 12);
    assertThat(usage.warnings()).hasSize(1);
  }

  @Test
  void aCommandOfAPersonIsSplitIntoWordsAndNoShellSeesIt() throws Exception {
    program("my tool", "echo \"$1|$2\" > " + temp + "/argv; echo '{\"blocks\":[]}'");
    String command = "'" + bin.resolve("my tool") + "' \"a $(touch " + temp + "/x)\"";
    Usage usage = new CcUsage(programs(), command).read(spec("claude"), NOW);
    assertThat(temp.resolve("argv")).hasContent("a $(touch " + temp + "/x)|blocks");
    assertThat(temp.resolve("x")).doesNotExist();
    assertThat(usage.warnings()).containsExactly("it knows no active block");
    assertThat(ShellWords.of("a  'b c' d\\ e \"\" \"f\\\"g\""))
        .containsExactly("a", "b c", "d e", "", "f\"g");
  }

  @Test
  void whoTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
    program("slow", "sleep 300 & echo $! > " + temp + "/pid", "echo begun; sleep 300");
    ProbeProcess.Said said =
        programs()
            .run(List.of(bin.resolve("slow").toString()), environment, temp, Duration.ofSeconds(2));
    assertThat(said.code()).isEqualTo(124);
    assertThat(said.text()).contains("begun");
    assertThat(temp.resolve("probes")).isEmptyDirectory();
    // in a namespace of its own the number is another's here
    assertThat(processesOf("sleep 300")).isEmpty();
  }

  private List<String> processesOf(String command) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.endsWith(command) && line.contains(temp.toString()))
        .toList();
  }

  @Test
  void whoSaysTooMuchIsEndedAndTellsNothing() throws Exception {
    program("ccusage", "exec yes '{\"blocks\":'");
    Usage usage = new CcUsage(programs(), null).read(spec("claude"), NOW);
    assertThat(usage.status()).isIn(UsageStatus.UNKNOWN, UsageStatus.UNAVAILABLE);
    assertThat(usage.windows()).isEmpty();
  }

  @Test
  void whatADaemonBeforeLeftIsEnded() throws Exception {
    Files.createDirectories(temp.resolve("probes/left"));
    Files.writeString(temp.resolve("probes/left/out"), "x");
    programs();
    assertThat(temp.resolve("probes")).isEmptyDirectory();
  }
}
