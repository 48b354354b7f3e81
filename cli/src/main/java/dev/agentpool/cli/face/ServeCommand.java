package dev.agentpool.cli.face;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ServerEvent;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a project over HTTP for as long as it runs. */
@CommandLine.Command(
    name = "serve",
    description =
        "Serve REST and MCP over HTTP for this project, until Ctrl-C; refused without a token.",
    footer = {"", "Example:", "  agentpool serve --port 3200 --token-file ~/.agent-pool/token"})
final class ServeCommand extends ProjectCommand {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "P",
      description = "The TCP port; else one that is free.")
  @Nullable Integer port;

  @Mixin Tokens tokens = new Tokens();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Where to listen; 127.0.0.1 when it is not said.")
  @Nullable String bind;

  @Option(
      names = "--allow-remote",
      description = "Mean it when --bind is reached from other machines; nothing is encrypted.")
  boolean allowRemote;

  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      description = "Refuse more requests at a time with 503.")
  @Nullable Integer maxConcurrent;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "Web pages from here may call; may be repeated.")
  List<String> origins = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A further name this server may be called by; may be repeated.")
  List<String> hosts = new ArrayList<>();

  private boolean listening;

  @Override
  public int run(Surroundings here) {
    if (port != null && (port < 0 || port > MAX_PORT)) {
      throw CliException.usage("--port must be 0 to " + MAX_PORT + ", not " + port);
    }
    JsonObject request =
        Json.object()
            .put("dir", project(here).toString())
            .put("tokens", tokens.all(here))
            .putIfThere("port", port)
            .putIfThere("bind", bind)
            .putIfThere("allow_remote", allowRemote ? Boolean.TRUE : null)
            .putIfThere("max_concurrent", maxConcurrent)
            .putIfThere("origins", origins.isEmpty() ? null : origins)
            .putIfThere("hosts", hosts.isEmpty() ? null : hosts);
    String why = "it was stopped";
    try {
      here.daemon().events("/v1/serve", request, event -> show(here.terminal(), event));
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    throw CliException.machine(
        (listening ? "nothing is served any more" : "nothing was served")
            + ": the daemon went away ("
            + why
            + ")");
  }

  private boolean show(Terminal terminal, ServerEvent event) {
    if (!event.type().equals("listening")) {
      return true;
    }
    listening = true;
    Json data = Json.parse(event.data());
    String url = data.text("url");
    url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    if (json) {
      terminal.printJson(
          Json.object()
              .put("url", url)
              .put("port", data.get("port"))
              .put("rest", url + "/v1")
              .put("mcp", url + "/mcp")
              .put("openapi", url + "/openapi.json"));
    } else {
      terminal.print("REST     " + url + "/v1");
      terminal.print("MCP      " + url + "/mcp");
      terminal.print("OpenAPI  " + url + "/openapi.json");
      terminal.flush();
      terminal.say("every request needs the header Authorization: Bearer TOKEN; Ctrl-C ends this");
    }
    return true;
  }
}
