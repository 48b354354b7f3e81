package dev.agentpool.cli.face;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.host.Launcher;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what an MCP client needs to know. Never starts a daemon. */
@CommandLine.Command(
    name = "mcp-config",
    description = "Print the JSON for .mcp.json; with --entry the part for claude mcp add-json.",
    footer = {
      "",
      "Example:",
      "  agentpool mcp-config > .mcp.json",
      "  claude mcp add-json agentpool \"$(agentpool mcp-config --entry --toolsets full)\""
    })
final class McpConfigCommand extends ProjectCommand {
  @Mixin McpFlags flags = new McpFlags();

  @Option(names = "--entry", description = "Only what describes this server.")
  boolean entry;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What clients call this server, and so its tools: agent-pool gives"
              + " mcp__agent-pool__invoke.")
  String name = "agentpool";

  @Override
  public int run(Surroundings here) {
    if (!name.matches("[A-Za-z0-9_-]{1,60}")) {
      throw CliException.usage(
          "--name takes letters, digits, - and _, not \""
              + name
              + "\": it is part of tools' names");
    }
    List<String> arguments = new ArrayList<>(List.of("mcp"));
    List<String> toolsets = flags.toolsets(here);
    if (!toolsets.isEmpty()) {
      arguments.addAll(List.of("--toolsets", String.join(",", toolsets)));
    }
    String compat = flags.compat(here);
    if (compat != null) {
      arguments.addAll(List.of("--compat", compat));
    }
    if (flags.lockdown(here)) {
      arguments.add("--lockdown");
    }
    if (namesDirectory()) {
      arguments.addAll(List.of("--dir", project(here).toString()));
    }
    String moved = here.environment().get("AGENT_POOL_HOME");
    JsonObject environment =
        Json.object().putIfThere("AGENT_POOL_HOME", moved == null ? null : home(here));
    JsonObject server =
        Json.object()
            .put("type", "stdio")
            .put("command", Launcher.path(here))
            .put("args", arguments)
            .put("env", environment);
    here.terminal()
        .printJson(
            entry ? server : Json.object().put("mcpServers", Json.object().put(name, server)));
    return ExitCode.DONE;
  }

  private static String home(Surroundings here) {
    return here.daemon().home().root().toString();
  }
}
