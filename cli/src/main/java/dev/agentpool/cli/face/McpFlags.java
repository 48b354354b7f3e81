package dev.agentpool.cli.face;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tools an MCP client is offered. */
final class McpFlags {
  @Option(
      names = {"--toolsets", "--toolset"},
      paramLabel = "A,B",
      description =
          "lean (usual), slots, agents, default, worktrees, leases or full; else"
              + " AGENTPOOL_MCP_TOOLSETS.")
  @Nullable String toolsets;

  @Option(
      names = "--compat",
      paramLabel = "WHOSE",
      description = "Answer in the shapes of server or mcp; else AGENTPOOL_MCP_COMPAT.")
  @Nullable String compat;

  @Option(
      names = "--lockdown",
      description =
          "Tell none of an agent's words by the control plane's tools; else"
              + " AGENTPOOL_MCP_LOCKDOWN.")
  boolean lockdown;

  boolean lockdown(Surroundings here) {
    String given = here.environment().getOrDefault("AGENTPOOL_MCP_LOCKDOWN", "");
    return lockdown
        || List.of("1", "true", "yes", "on").contains(given.strip().toLowerCase(Locale.ROOT));
  }

  /** Lower-case names in the order given; empty for the usual one. */
  List<String> toolsets(Surroundings here) {
    String given =
        toolsets != null ? toolsets : here.environment().getOrDefault("AGENTPOOL_MCP_TOOLSETS", "");
    List<String> names = new ArrayList<>();
    for (String name : given.split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    if (names.isEmpty() && toolsets != null) {
      throw CliException.usage("--toolsets is empty; it takes lean, slots, agents, inbox or full");
    }
    return names;
  }

  @Nullable String compat(Surroundings here) {
    String given =
        compat != null ? compat : here.environment().getOrDefault("AGENTPOOL_MCP_COMPAT", "");
    return switch (given.strip().toLowerCase(Locale.ROOT)) {
      case "" -> null;
      case "server" -> "server";
      case "mcp" -> "mcp";
      default -> throw CliException.usage("--compat takes server or mcp, not \"" + given + "\"");
    };
  }
}
