package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files at the top of the sources that a team or a registry takes as they are. */
class TemplatesTest {
  private static final Path TOP = Path.of("..");
  @TempDir Path temp;

  private Json config(String host) {
    Calls calls = new Calls(temp, temp, null).with("AGENT_POOL_HOME", "");
    Calls.Call call = calls.run("control", "mcp-config", "--client", host, "--json");
    return Json.parse(call.out()).get("config");
  }

  private static Json file(String name) throws IOException {
    return Json.parse(Files.readString(TOP.resolve(name)));
  }

  @Test
  void aTeamsFilesAreWhatTheProgramPrints() throws IOException {
    assertThat(file(".mcp.json.example")).isEqualTo(config("claude-code"));
    assertThat(file(".cursor/mcp.json.example")).isEqualTo(config("cursor"));
  }

  @Test
  void theRegistrysFileSaysThisVersionThisNameAndThisCommand() throws IOException {
    Json server = file("server.json");
    Matcher version =
        Pattern.compile("<version>([0-9.]+)(?:-SNAPSHOT)?</version>")
            .matcher(Files.readString(TOP.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(server.text("version"))
        .isEqualTo(version.group(1))
        .isEqualTo(file("plugin/.claude-plugin/plugin.json").text("version"));
    assertThat(server.text("description").length()).isBetween(1, 100);
    assertThat(Files.readString(TOP.resolve("README.md")))
        .contains("mcp-name: " + server.text("name"));
    Json started = server.get("_meta").get("io.modelcontextprotocol.registry/publisher-provided");
    Json entry = config("generic").get("mcpServers").get("agentpool");
    assertThat(started.text("command")).isEqualTo(entry.text("command"));
    assertThat(started.get("arguments")).isEqualTo(entry.get("args"));
    List<String> told = List.of("lean", "default", "usage", "leases");
    assertThat(started.get("toolsets").items()).extracting(Json::textOrNull).isEqualTo(told);
    assertThat(Files.readString(TOP.resolve("docs/mcp.md")))
        .contains(told.stream().map(name -> "| `" + name + "` |").toArray(String[]::new));
  }
}
