package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a message to all slots. */
@CommandLine.Command(
    name = "message broadcast",
    description = "Send every slot but the sender a message.",
    footer = {
      "",
      "Example:",
      "  agentpool message broadcast \"main is frozen: open no new branches\""
    })
final class MessageBroadcastCommand extends ProjectCommand {
  @Parameters(paramLabel = "TEXT", description = "The message; - reads standard input.")
  String text = "";

  @Mixin MessageFlags flags = new MessageFlags();

  @Override
  public int run(Surroundings here) {
    Json sent =
        flags.send(
            here,
            "/v1/messages/broadcast",
            Json.object().put("dir", project(here).toString()),
            text);
    if (json) {
      here.terminal().printJson(sent);
    } else {
      here.terminal()
          .print("sent to " + Text.count(sent.get("message_ids").items().size(), "slot"));
    }
    return ExitCode.DONE;
  }
}
