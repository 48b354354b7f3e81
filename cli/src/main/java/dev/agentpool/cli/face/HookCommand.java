package dev.agentpool.cli.face;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.ProjectDirectory;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/**
 * What the Claude Code plugin asks before a sub-agent is started (spec slot-pool 13.3). It says no
 * only when the pool has an agent of that name; whatever is unclear is allowed, by saying nothing.
 * An agent that works in a slot is left alone: it need not have the pool's tools.
 */
@CommandLine.Command(
    name = "hook",
    description = "Answer a hook of Claude Code; the plugin calls it.",
    hidden = true)
final class HookCommand extends Command {
  private static final int MOST_INPUT = 1 << 20;
  private static final List<String> TOOLS = List.of("Task", "Agent");

  /** Claude Code's own, which a pool's agent of the same name does not replace. */
  private static final List<String> BUILT_IN =
      List.of("general-purpose", "Explore", "Plan", "claude-code-guide", "statusline-setup");

  @Parameters(paramLabel = "HOOK", description = "prefer-invoke")
  String hook = "";

  @Override
  public int run(Surroundings here) {
    boolean worksInASlot = here.environment().containsKey("AGENTPOOL_SLOT");
    String refusal = hook.equals("prefer-invoke") && !worksInASlot ? refusal(here) : null;
    if (refusal != null) {
      JsonObject decision =
          Json.object()
              .put("hookEventName", "PreToolUse")
              .put("permissionDecision", "deny")
              .put("permissionDecisionReason", refusal);
      here.terminal().printJson(Json.object().put("hookSpecificOutput", decision));
    }
    return ExitCode.DONE;
  }

  private static @Nullable String refusal(Surroundings here) {
    try {
      byte[] input = here.terminal().in().readNBytes(MOST_INPUT);
      Json asked = Json.parse(new String(input, StandardCharsets.UTF_8));
      String tool = asked.get("tool_name").textOrNull();
      String agent = asked.get("tool_input").get("subagent_type").textOrNull();
      if (agent == null
          || agent.isBlank()
          || tool == null
          || !TOOLS.contains(tool)
          || BUILT_IN.contains(agent)) {
        return null;
      }
      if (agent.contains("..")) {
        return "'" + agent + "' is no agent's name: it leads out of the folder of agents";
      }
      String directory = asked.get("cwd").textOrNull();
      Path at = directory == null ? here.directory() : Path.of(directory);
      // the same project as that of agentpool mcp there, whose invoke must find the agent
      return isDefined(agent, ProjectDirectory.from(at), here)
          ? "The pool keeps the agent '"
              + agent
              + "' warm and accounts for what it does: call the tool invoke of the MCP server agentpool"
              + " (mcp__plugin_agentpool_agentpool__invoke) with agent \""
              + agent
              + "\" and the task, instead of starting it as a sub-agent."
          : null;
    } catch (IOException | RuntimeException unclear) {
      return null;
    }
  }

  private static boolean isDefined(String agent, Path project, Surroundings here) {
    Path user = Path.of(here.environment().getOrDefault("HOME", "/"));
    return List.of(
            project.resolve(".agent-pool/agents"),
            project.resolve(".claude/agents"),
            here.daemon().home().root().resolve("agents"),
            user.resolve(".claude/agents"))
        .stream()
        .map(folder -> folder.resolve(agent + ".md").normalize())
        .anyMatch(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
  }
}
