package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a project's own files run, and takes a person's word for it. */
@CommandLine.Command(
    name = "trust",
    description =
        "Show what the project's own files (.mcp.json, .claude) make an agent's CLI run, trust it"
            + " as it is now, or take that back. It runs only where inherit.commands says so, too.",
    footer = {"", "Example:", "  agentpool trust", "  agentpool trust give"})
final class TrustCommand extends ProjectCommand {
  @Parameters(
      paramLabel = "show|give|revoke",
      arity = "0..1",
      defaultValue = "show",
      description = "What to do.")
  String action = "show";

  @Option(
      names = "--content",
      paramLabel = "HASH",
      description = "Trust only this content, which 'agentpool trust' showed.")
  String content = "";

  @Override
  public int run(Surroundings here) {
    String path = new Query("/v1/trust").with("dir", project(here)).toString();
    Json now =
        switch (action) {
          case "show" -> here.daemon().get(path);
          case "revoke" -> here.daemon().delete(path);
          case "give" -> give(here, here.daemon().get(path));
          default ->
              throw CliException.usage("trust takes show, give or revoke, not \"" + action + "\"");
        };
    if (json) {
      here.terminal().printJson(now);
    } else {
      print(here, now);
    }
    return ExitCode.DONE;
  }

  private Json give(Surroundings here, Json seen) {
    String hash = seen.get("content").textOrNull();
    if (hash == null) {
      return seen;
    }
    JsonObject request = Json.object().put("dir", project(here).toString());
    request.put("content", content.isEmpty() ? hash : content);
    return here.daemon().post("/v1/trust", request);
  }

  private static void print(Surroundings here, Json now) {
    String hash = now.get("content").textOrNull();
    if (hash == null) {
      here.terminal().print("the files of " + now.text("dir") + " run nothing by themselves");
      return;
    }
    here.terminal().print("the files of " + now.text("dir") + " can make an agent's CLI run:");
    for (Json line : now.get("commands").items()) {
      here.terminal().print("  " + line.textOrNull());
    }
    if (now.flag("trusted")) {
      here.terminal().printRow(Colour.GREEN, "trusted as it is now (" + hash + ")");
      here.terminal().print("agents get it where inherit.commands is \"project\" or \"user\"");
    } else {
      here.terminal()
          .printRow(
              Colour.YELLOW,
              now.flag("changed")
                  ? "not trusted: it has changed since you trusted it (" + hash + ")"
                  : "not trusted (" + hash + ")");
      here.terminal().print("agentpool trust give: trusts this content, until it changes");
    }
  }
}
