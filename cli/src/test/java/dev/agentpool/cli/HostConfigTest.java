package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hosts of MCP servers are told of agentpool. No daemon runs, and none is started. */
class HostConfigTest {
  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);

  @BeforeEach
  void prepare() throws IOException {
    calls =
        new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("it's a dir")), null)
            .with("AGENT_POOL_HOME", "");
  }

  private Json json(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("control", "mcp-config", "--json"));
    all.addAll(List.of(arguments));
    Calls.Call call = calls.run(all.toArray(String[]::new));
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    return Json.parse(call.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"generic", "claude-code", "claude-desktop", "codex", "cursor", "copilot-cli"})
  void eachOfTheSixHostsIsToldWhereWhatAndHowToLook(String host) {
    Json told = json("--client", host);

    assertThat(told.text("client")).isEqualTo(host);
    assertThat(told.flag("ok")).isTrue();
    assertThat(told.text("path")).isNotEmpty();
    assertThat(told.text("format")).isEqualTo(host.equals("codex") ? "toml" : "json");
    assertThat(told.get("install").text("client")).isEqualTo(host);
    assertThat(told.get("install").get("instructions").items()).isNotEmpty();
    assertThat(told.get("verify").isNull()).isFalse();
    assertThat(temp.resolve("home")).doesNotExist();
  }

  @Test
  void theEntriesAreWhatEachHostReads() {
    assertThat(json().get("config").toString())
        .isEqualTo(
            "{\"mcpServers\":{\"agentpool\":{\"command\":\"agentpool\",\"args\":[\"mcp\"]}}}");
    assertThat(json("--client", "claude-desktop").get("config")).isEqualTo(json().get("config"));
    Json claude = entry("claude-code");
    assertThat(claude.text("type")).isEqualTo("stdio");
    assertThat(claude.get("env").toString()).isEqualTo("{}");
    assertThat(entry("cursor").text("type")).isEqualTo("stdio");
    assertThat(entry("copilot-cli").text("type")).isEqualTo("local");
    assertThat(entry("copilot-cli").get("tools").toString()).isEqualTo("[\"*\"]");
    assertThat(json("--client", "codex").text("config"))
        .isEqualTo(
            """
            [mcp_servers.agentpool]
            command = "agentpool"
            args = ["mcp"]
            startup_timeout_sec = 10
            tool_timeout_sec = 300
            """);
  }

  private Json entry(String host) {
    return json("--client", host).get("config").get("mcpServers").get("agentpool");
  }

  @Test
  void theCommandsAreReadyToBeTyped() {
    assertThat(commands("claude-code"))
        .containsExactly(
            "claude mcp add --transport stdio --scope local agentpool -- agentpool mcp",
            "claude mcp add --transport stdio --scope project agentpool -- agentpool mcp",
            "claude mcp add --transport stdio --scope user agentpool -- agentpool mcp");
    assertThat(commands("codex")).containsExactly("codex mcp add agentpool -- agentpool mcp");
    assertThat(commands("copilot-cli"))
        .containsExactly("copilot mcp add agentpool -- agentpool mcp");
    assertThat(json("--client", "copilot-cli").get("install").get("tui").text("command"))
        .isEqualTo("/mcp add");
    assertThat(commands("cursor")).isEmpty();
  }

  private List<String> commands(String host, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of("--client", host));
    all.addAll(List.of(more));
    return json(all.toArray(String[]::new)).get("commands").items().stream()
        .map(Json::textOrNull)
        .toList();
  }

  @Test
  void whatStandsInACommandIsQuotedForAShell() throws Exception {
    String there = calls.directory().toString();
    String line = commands("codex", "--dir", there).getFirst();
    Process shell =
        new ProcessBuilder("sh", "-c", line.replaceFirst("^codex", "printf '%s\\\\n'"))
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactly("mcp", "add", "agentpool", "--", "agentpool", "mcp", "--dir", there);
  }

  @Test
  void theLinkForCursorHoldsTheEntry() {
    String url = json("--client", "cursor").get("install").text("url");
    assertThat(url)
        .startsWith("cursor://anysphere.cursor-deeplink/mcp/install?name=agentpool&config=");
    String config = url.substring(url.indexOf("config=") + 7);
    assertThat(config).matches("[A-Za-z0-9%]+");
    String base64 = java.net.URLDecoder.decode(config, StandardCharsets.UTF_8);
    assertThat(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8))
        .isEqualTo("{\"command\":\"agentpool\",\"args\":[\"mcp\"]}");
  }

  @Test
  void aHomeThatWasMovedIsToldToTheHost() {
    calls = calls.with("AGENT_POOL_HOME", temp.resolve("home").toString());
    assertThat(commands("codex"))
        .containsExactly(
            "codex mcp add agentpool --env AGENT_POOL_HOME="
                + temp.resolve("home")
                + " -- agentpool mcp");
    assertThat(entry("generic").get("env").text("AGENT_POOL_HOME"))
        .isEqualTo(temp.resolve("home").toString());
    assertThat(json("--client", "codex").text("config"))
        .contains("[mcp_servers.agentpool.env]\nAGENT_POOL_HOME = \"");
  }

  @Test
  void anUnknownHostIsAMistakeThatNamesThoseThereAre() {
    Calls.Call call = calls.run("control", "mcp-config", "--client", "vscode", "--json");
    assertThat(call.code()).isEqualTo(2);
    Json told = Json.parse(call.out());
    assertThat(told.flag("ok")).isFalse();
    assertThat(told.text("client")).isEqualTo("vscode");
    assertThat(told.get("supported_clients").items()).hasSize(6);

    Calls.Call plain = calls.run("control", "mcp-config", "--client", "vscode");
    assertThat(plain.code()).isEqualTo(2);
    assertThat(plain.err()).contains("copilot-cli");
  }

  @Test
  void peopleGetWhatToPasteAloneOrWithInstallWhatToRun() {
    Calls.Call paste = calls.run("control", "mcp-config", "--client", "codex");
    assertThat(paste.out()).startsWith("[mcp_servers.agentpool]\n");
    assertThat(paste.err()).contains("~/.codex/config.toml");
    Calls.Call run = calls.run("control", "mcp-config", "--client", "codex", "--install");
    assertThat(run.out())
        .startsWith("MCP install helper for codex:\n  codex mcp add agentpool -- agentpool mcp\n");
  }
}
