package dev.agentpool.cli.host;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Prints what a host needs to know (spec control-plane 19.3). Asks no daemon, writes nothing. */
@CommandLine.Command(
    name = "control mcp-config",
    description =
        "Print what an MCP host needs to know of agentpool: what to paste, or with --install what"
            + " to run. No file of a host is written.",
    footer = {
      "",
      "Example:",
      "  agentpool control mcp-config --client codex --install",
      "  agentpool control mcp-config --client claude-desktop --absolute-command"
    })
public final class HostConfigCommand extends ProjectCommand {
  @Option(
      names = "--client",
      paramLabel = "HOST",
      description = "generic, claude-code, claude-desktop, codex, cursor or copilot-cli.")
  String client = "generic";

  @Option(
      names = "--absolute-command",
      description = "Name the program by its whole path, for hosts with a short PATH.")
  boolean absolute;

  @Option(names = "--install", description = "How to put it in, in place of what to paste.")
  boolean install;

  @Option(
      names = "--toolsets",
      paramLabel = "A,B",
      description = "The toolsets that the host is to see; else what it gets by itself.")
  @Nullable String toolsets;

  @Override
  public int run(Surroundings here) {
    Optional<Host> host = Host.named(client);
    if (host.isEmpty()) {
      return unknown(here.terminal());
    }
    JsonObject told = told(host.get(), server(here));
    if (json) {
      here.terminal().printJson(told);
    } else if (install) {
      helper(here.terminal(), host.get(), server(here));
    } else {
      Object config = host.get().config(server(here));
      here.terminal().say(host.get().path() + ":");
      here.terminal().print(config.toString().stripTrailing());
    }
    return ExitCode.DONE;
  }

  /** For {@code setup}, which tells it among other things. */
  public static JsonObject of(String host, String command) {
    Host known =
        Host.named(host).orElseThrow(() -> new IllegalArgumentException("no host " + host));
    return told(known, new Server(command, List.of("mcp"), Map.of()));
  }

  private static JsonObject told(Host host, Server server) {
    JsonObject told =
        Json.object()
            .put("client", host.word())
            .put("ok", true)
            .put("path", host.path())
            .put("format", host.format())
            .put("config", host.config(server));
    List<String> commands = host.commands(server);
    return told.putIfThere("commands", commands.isEmpty() ? null : commands)
        .put("verify", host.verify())
        .put("install", Install.of(host, server));
  }

  private static void helper(Terminal terminal, Host host, Server server) {
    terminal.print("MCP install helper for " + host.word() + ":");
    host.commands(server).forEach(line -> terminal.print("  " + line));
    if (host == Host.CURSOR) {
      terminal.print("  " + Install.link(server));
    }
    Install.steps(host).forEach(step -> terminal.print("- " + step));
    if (host.commands(server).isEmpty()) {
      terminal.print(host.path() + ":");
      terminal.print(host.config(server).toString().stripTrailing());
    }
  }

  private Server server(Surroundings here) {
    List<String> arguments = new ArrayList<>(List.of("mcp"));
    if (toolsets != null && !toolsets.isBlank()) {
      arguments.addAll(List.of("--toolsets", toolsets.strip()));
    }
    if (namesDirectory()) {
      arguments.addAll(List.of("--dir", project(here).toString()));
    }
    boolean moved = !here.environment().getOrDefault("AGENT_POOL_HOME", "").isBlank();
    return new Server(
        absolute ? Launcher.path(here) : Server.NAME,
        arguments,
        moved ? Map.of("AGENT_POOL_HOME", here.daemon().home().root().toString()) : Map.of());
  }

  private int unknown(Terminal terminal) {
    String error =
        "no host is called '" + client + "'; there are " + String.join(", ", Host.words());
    if (!json) {
      throw CliException.usage(error);
    }
    terminal.printJson(
        Json.object()
            .put("client", client)
            .put("ok", false)
            .put("error", error)
            .put("supported_clients", Host.words()));
    return ExitCode.USAGE;
  }
}
