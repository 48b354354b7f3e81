package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plugin's hook answers before a sub-agent is started. */
class HookTest {
  @TempDir Path temp;
  private Path project = Path.of("/");
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);

  @BeforeEach
  void start() throws IOException {
    project = Files.createDirectories(temp.resolve("project"));
    calls = new Calls(temp.resolve("home"), project, null).with("HOME", temp.toString());
    define(project.resolve(".claude/agents"), "reviewer");
  }

  private static void define(Path folder, String agent) throws IOException {
    Files.writeString(
        Files.createDirectories(folder).resolve(agent + ".md"), "---\nname: x\n---\nYou review.\n");
  }

  private Calls.Call asked(Path directory, String tool, String agent) {
    return askedWith(
        "{\"tool_name\":\""
            + tool
            + "\",\"cwd\":\""
            + directory
            + "\",\"tool_input\":{\"subagent_type\":\""
            + agent
            + "\"}}");
  }

  private Calls.Call askedWith(String input) {
    return calls.runWith(input.getBytes(StandardCharsets.UTF_8), false, "hook", "prefer-invoke");
  }

  private static final Calls.Call ALLOWED = new Calls.Call(0, "", "");

  @Test
  void anAgentThatThePoolKnowsIsToBeInvokedThere() {
    for (String tool : new String[] {"Task", "Agent"}) {
      Calls.Call call = asked(project, tool, "reviewer");
      assertThat(call.code()).isZero();
      assertThat(call.out())
          .startsWith("{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",")
          .contains("\"permissionDecision\":\"deny\"")
          .contains("mcp__plugin_agentpool_agentpool__invoke");
    }
  }

  @Test
  void theProjectIsTheOneThatItsToolsWorkOn() throws IOException {
    Path below = Files.createDirectories(project.resolve("src/deep"));
    assertThat(asked(below, "Task", "reviewer")).isEqualTo(ALLOWED);
    Files.createDirectories(project.resolve(".agent-pool"));
    Files.writeString(project.resolve(".agent-pool/pool.toml"), "");
    assertThat(asked(below, "Task", "reviewer").out()).contains("deny");
    define(temp.resolve(".claude/agents"), "everywhere");
    assertThat(asked(below, "Task", "everywhere").out()).contains("deny");
  }

  @Test
  void aNameThatLeadsOutOfTheFolderIsRefused() {
    assertThat(asked(project, "Task", "../../secret").out()).contains("leads out");
  }

  @Test
  void anAgentInASlotIsLeftAlone() {
    calls = calls.with("AGENTPOOL_SLOT", "slot-0");
    assertThat(asked(project, "Task", "reviewer")).isEqualTo(ALLOWED);
  }

  @Test
  void everythingElseIsAllowed() throws IOException {
    define(project.resolve(".claude/agents"), "Explore");
    assertThat(asked(project, "Task", "unknown")).isEqualTo(ALLOWED);
    assertThat(asked(project, "Task", "Explore")).isEqualTo(ALLOWED);
    assertThat(asked(project, "Task", "general-purpose")).isEqualTo(ALLOWED);
    assertThat(asked(project, "Bash", "reviewer")).isEqualTo(ALLOWED);
    assertThat(asked(project, "Task", "")).isEqualTo(ALLOWED);
    assertThat(askedWith("{\"tool_name\":\"Task\",\"tool_input\":{}}")).isEqualTo(ALLOWED);
    assertThat(askedWith("not JSON")).isEqualTo(ALLOWED);
    assertThat(askedWith("")).isEqualTo(ALLOWED);
  }
}
