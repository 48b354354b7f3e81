package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.dist.Program.Done;
import dev.agentpool.testkit.InstalledAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code control mcp-config} prints, typed or pasted as it is into the real hosts, and read
 * back by their own lists. Each has a home of its own, no way out, and a project with a name that
 * no shell takes unquoted.
 */
@Tag("real")
class HostsIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  @TempDir Path scratch;
  private Image image;
  private Path project;
  private Path bin;

  @BeforeEach
  void prepare() throws Exception {
    image = new Image(scratch);
    project = Files.createDirectories(scratch.resolve("it's $HOME; a \"project\""));
    bin = Files.createDirectories(scratch.resolve("bin"));
    assertThat(image.run(project, "init", "--provider", "scripted").exitCode()).isZero();
    assertThat(image.run(project, "start").exitCode()).isZero();
  }

  @AfterEach
  void stop() {
    image.close();
  }

  /** A host on the PATH under its own name; what its test is about is skipped without it. */
  private void installed(String name) throws IOException {
    Optional<List<String>> command =
        name.equals("claude")
            ? Optional.ofNullable(System.getenv("AGENTPOOL_TEST_CLAUDE")).map(List::of)
            : InstalledAgents.ofThisMachine().command(name);
    assumeTrue(command.isPresent(), name + " is not among the installed agents");
    String words =
        command.orElseThrow().stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
    Path script = bin.resolve(name);
    Files.writeString(script, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private JsonNode config(String host) {
    Done done =
        image.run(
            project,
            "control",
            "mcp-config",
            "--client",
            host,
            "--absolute-command",
            "--dir",
            project.toString(),
            "--json");
    assertThat(done.exitCode()).as(done.err()).isZero();
    return JSON.readTree(done.out());
  }

  private Done shell(String line) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("HOME", scratch.toString());
    environment.put("AGENTPOOL_JAVA_HOME", System.getProperty("java.home"));
    environment.put("HTTPS_PROXY", "http://127.0.0.1:9");
    environment.put("NO_PROXY", "127.0.0.1,localhost");
    for (String vendor : List.of("ANTHROPIC", "OPENAI", "GEMINI")) {
      environment.put(vendor + "_API_KEY", "dummy");
      environment.put(vendor + "_BASE_URL", "http://127.0.0.1:9");
    }
    environment.put("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9");
    environment.put("GEMINI_CLI_TRUST_WORKSPACE", "true");
    environment.put("GEMINI_CLI_NO_RELAUNCH", "true");
    environment.put("COPILOT_OFFLINE", "true");
    environment.put("OPENCODE_DISABLE_AUTOUPDATE", "true");
    environment.put("OPENCODE_DISABLE_MODELS_FETCH", "true");
    environment.put("OPENCODE_DISABLE_LSP_DOWNLOAD", "true");
    environment.put("FACTORY_AIRGAP_ENABLED", "true");
    return new Program(List.of("timeout", "60", "sh", "-c", line), project, environment, scratch)
        .done();
  }

  /** What it lists, both streams of it. */
  private String listed(String line) {
    Done done = shell(line);
    assertThat(done.exitCode()).as(line + ": " + done.err() + done.out()).isZero();
    return done.out() + done.err();
  }

  private void isListed(String text) {
    assertThat(text).contains("agentpool").contains(image.folder().resolve("agentpool").toString());
  }

  @Test
  void claudeCodeTakesEachOfItsCommandsAndConnects() throws Exception {
    installed("claude");
    for (JsonNode line : config("claude-code").get("commands")) {
      listed(line.asString());
      String list = listed("claude mcp list");
      isListed(list);
      assertThat(list).contains("mcp --dir " + project);
      String scope = line.asString().replaceAll(".*--scope (\\w+) .*", "$1");
      if (!scope.equals("project")) { // of which it asks a person first
        assertThat(list).contains("Connected");
      }
      listed("claude mcp remove agentpool --scope " + scope);
    }
  }

  @Test
  void claudeCodeReadsWhatIsPasted() throws Exception {
    installed("claude");
    Files.writeString(project.resolve(".mcp.json"), config("claude-code").get("config").toString());
    isListed(listed("claude mcp list"));
  }

  @Test
  void codexTakesTheCommandAndReadsThePastedTable() throws Exception {
    installed("codex");
    JsonNode told = config("codex");
    listed(told.get("commands").get(0).asString());
    codexHas(JSON.nullNode());

    Path file = scratch.resolve(".codex/config.toml");
    Files.writeString(file, told.get("config").asString());
    codexHas(JSON.readTree("10.0"));
  }

  private void codexHas(JsonNode startup) {
    JsonNode server = JSON.readTree(shell("codex mcp list --json").out()).get(0);
    assertThat(server.get("name").asString()).isEqualTo("agentpool");
    assertThat(server.get("startup_timeout_sec")).isEqualTo(startup);
    JsonNode transport = server.get("transport");
    assertThat(transport.get("command").asString())
        .isEqualTo(image.folder().resolve("agentpool").toString());
    assertThat(transport.get("args").valueStream().map(JsonNode::asString))
        .containsExactly("mcp", "--dir", project.toString());
    assertThat(transport.get("env").get("AGENT_POOL_HOME").asString())
        .isEqualTo(image.environment().get("AGENT_POOL_HOME"));
  }

  @Test
  void copilotTakesTheCommandAndReadsWhatIsPasted() throws Exception {
    installed("copilot");
    JsonNode told = config("copilot-cli");
    listed(told.get("commands").get(0).asString());
    assertThat(listed("copilot mcp list")).contains("agentpool (local)");
    String got = listed("copilot mcp get agentpool");
    assertThat(got).contains(project.toString());

    Files.writeString(scratch.resolve(".copilot/mcp-config.json"), told.get("config").toString());
    assertThat(listed("copilot mcp list")).contains("agentpool (local)");
    assertThat(listed("copilot mcp get agentpool")).isEqualTo(got);
  }

  @Test
  void geminiAndQwenReadTheGenericEntryAndConnect() throws Exception {
    // in their files $NAME is a variable, so that such a path cannot be named there
    project = Files.createDirectories(scratch.resolve("it's; a \"project\""));
    assertThat(image.run(project, "init", "--provider", "scripted").exitCode()).isZero();
    for (String host : List.of("gemini", "qwen")) {
      installed(host);
      Path folder = Files.createDirectories(scratch.resolve("." + host));
      Files.writeString(
          folder.resolve("settings.json"), config("generic").get("config").toString());
      String list = listed(host + " mcp list");
      isListed(list);
      assertThat(list).contains("Connected");
    }
  }

  @Test
  void opencodeReadsTheGenericEntryInItsOwnForm() throws Exception {
    installed("opencode");
    JsonNode entry = config("generic").get("config").get("mcpServers").get("agentpool");
    List<String> command = new ArrayList<>(List.of(entry.get("command").asString()));
    entry.get("args").forEach(word -> command.add(word.asString()));
    Path folder = Files.createDirectories(scratch.resolve(".config/opencode"));
    Files.writeString(
        folder.resolve("opencode.json"),
        JSON.writeValueAsString(
            Map.of(
                "mcp",
                Map.of(
                    "agentpool",
                    Map.of(
                        "type",
                        "local",
                        "command",
                        command,
                        "environment",
                        JSON.treeToValue(entry.get("env"), Map.class),
                        "enabled",
                        true)))));
    String list = listed("opencode mcp list");
    isListed(list);
    assertThat(list).contains("connected");
  }

  @Test
  void theCommandsOfTheSetUpPagesAreTakenByTheirHosts() throws Exception {
    for (String host : List.of("codex", "gemini", "qwen", "droid")) {
      installed(host);
      String page = host.equals("codex") ? host : host + (host.equals("qwen") ? "-code" : "-cli");
      String add =
          Files.readAllLines(Path.of("../docs/setup-" + page + ".md")).stream()
              .filter(line -> line.startsWith(host + " mcp add"))
              .findFirst()
              .orElseThrow();
      Files.deleteIfExists(bin.resolve("agentpool"));
      Files.createSymbolicLink(bin.resolve("agentpool"), image.folder().resolve("agentpool"));
      listed(add);
      assertThat(listed(host + " mcp list")).contains("agentpool");
    }
  }
}
