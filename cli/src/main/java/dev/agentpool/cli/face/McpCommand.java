package dev.agentpool.cli.face;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.client.Pump;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Speaks MCP on standard input and output. Nothing but the protocol is written there. */
@CommandLine.Command(
    name = "mcp",
    description =
        "Speak MCP on standard input and output, for clients that start this as a server.",
    footer = {"", "Example:", "  claude mcp add agentpool -- agentpool mcp --toolsets lean"})
final class McpCommand extends ProjectCommand {
  private static final long PATIENCE_MS = 5_000;

  @Mixin McpFlags flags = new McpFlags();

  @Override
  public int run(Surroundings here) {
    JsonObject hello = Json.object().put("dir", project(here).toString());
    List<String> toolsets = flags.toolsets(here);
    hello.putIfThere("toolsets", toolsets.isEmpty() ? null : toolsets);
    hello.putIfThere("compat", flags.compat(here));
    if (flags.lockdown(here)) {
      hello.put("lockdown", true);
    }
    String token = here.daemon().home().token();
    hello.putIfThere("token", token.isEmpty() ? null : token);
    hello.putIfThere("agents", FormerAgents.said(here));
    here.daemon().ensureRunning();
    here.daemon().logIn();
    Path socket = here.daemon().home().mcpSocket();
    try (Pump pump = connected(socket)) {
      pump.carry(hello.toString(), here.terminal().in(), here.terminal().out());
      return ExitCode.DONE;
    } catch (IOException e) {
      throw CliException.machine("the daemon went away: " + e.getMessage());
    }
  }

  private static Pump connected(Path socket) {
    try {
      return Pump.connect(socket, PATIENCE_MS);
    } catch (IOException e) {
      throw CliException.machine(
          "the daemon that runs does not speak MCP on "
              + socket
              + " ("
              + e.getMessage()
              + "): if it is of an older version, agentpool stop ends it");
    }
  }
}
