package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A cloned repository and a user full of hooks, with the whole daemon and the real Claude CLI. */
@Tag("real")
class RealClaudeGivenTest {
  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;
  private Path ran;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    ran = Files.createDirectories(temp.resolve("ran"));
    api = FakeModelApi.start();
    Path config = Files.createDirectories(temp.resolve("claude"));
    Files.writeString(config.resolve("settings.json"), settings("user"));
    Files.writeString(config.resolve(".claude.json"), servers("user"));
    daemon = new DaemonProcess(temp).withClaude(temp, api).start();
    project = DaemonProcess.project(temp, "slots = 1\n");
    Files.writeString(project.resolve(".mcp.json"), servers("project"));
    Files.createDirectories(project.resolve(".claude/skills/deploy"));
    Files.writeString(project.resolve(".claude/settings.json"), settings("project"));
    Files.writeString(
        project.resolve(".claude/skills/deploy/SKILL.md"),
        "---\nname: deploy\ndescription: SKILL-deploy\n---\nDo it.\n");
    Files.writeString(project.resolve("CLAUDE.md"), "MEMORY-project\n");
    for (String[] git :
        new String[][] {{"init", "-q"}, {"add", "-A"}, {"commit", "-qm", "first"}}) {
      DaemonHere.git(project, git);
    }
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  private String servers(String whose) {
    return "{\"hasCompletedOnboarding\": true, \"mcpServers\": {\"x\": {\"command\": \"touch\","
        + " \"args\": [\""
        + ran
        + "/server-"
        + whose
        + "\"]}}}";
  }

  /** Its Stop hook blocks: each further turn it asks for would be a request more. */
  private String settings(String whose) {
    String mark = "touch " + ran + "/";
    return "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \""
        + mark
        + "stop-"
        + whose
        + "; exit 2\"}]}], \"PreToolUse\": [{\"hooks\": [{\"type\": \"command\", \"command\": \""
        + mark
        + "tool-"
        + whose
        + "; exit 2\"}]}]}, \"apiKeyHelper\": \""
        + mark
        + "key-"
        + whose
        + "\"}";
  }

  private JsonNode run(Map<String, Object> more) throws Exception {
    String id = daemon.submit(project, "@@tool Bash {\"command\":\"true\"}@@ @@say done@@", more);
    assertThat(daemon.awaitAll(List.of(id), Duration.ofSeconds(90)).get("satisfied").asBoolean())
        .isTrue();
    return daemon.get("/v1/tasks/" + id).get("result");
  }

  @Test
  void nothingOfTheRepositoryAndOfTheUserRunsInAnyWorkspace() throws Exception {
    for (String workspace : List.of("read_only", "shared", "worktree", "clone")) {
      int before = api.requests().size();
      JsonNode result =
          run(
              Map.of(
                  "workspace",
                  workspace,
                  "permission_mode",
                  "acceptEdits",
                  "allowed_tools",
                  List.of("Bash")));
      assertThat(result.get("output").asString()).as("%s", result).isEqualTo("done");
      assertThat(api.requests().size() - before).as(workspace).isEqualTo(2);
      JsonNode facts = result.get("facts");
      assertThat(facts.get("given").get("mcp_servers")).as(workspace).isEmpty();
      assertThat(facts.get("given").get("skills").toString()).contains("project:deploy");
      assertThat(facts.get("notices").toString()).doesNotContain("did not give it");
      assertThat(String.join("", api.recentBodies())).contains("MEMORY-project", "SKILL-deploy");
    }
    assertThat(ran).isEmptyDirectory();
    JsonNode shown = daemon.get("/v1/config?dir=" + project);
    assertThat(shown.get("commands").toString()).contains(".mcp.json: MCP server x", "hook Stop");
    assertThat(shown.get("commands_trusted").asBoolean()).isFalse();
  }
}
