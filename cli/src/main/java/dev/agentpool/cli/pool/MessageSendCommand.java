package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a message to a slot, to whoever drives the pool, or to its person. */
@CommandLine.Command(
    name = "message send",
    description =
        "Send a slot a message, which its agent reads with its next task; or send one to coordinator"
            + " or user.",
    footer = {
      "",
      "Example:",
      "  agentpool message send slot-1 \"the interface has changed, see api.md\"",
      "  agentpool message send user \"the third test cannot pass, see the log\""
    })
final class MessageSendCommand extends NamedSlot {
  @Parameters(
      index = "1",
      paramLabel = "TEXT",
      description = "The message; - reads standard input.")
  String text = "";

  @Mixin MessageFlags flags = new MessageFlags();

  @Override
  public int run(Surroundings here) {
    path(""); // a slot that cannot be one is refused here
    Json sent = flags.send(here, "/v1/messages", request(here).put("to", slot), text);
    if (json) {
      here.terminal().printJson(sent);
    } else {
      here.terminal().print(sent.text("message_id"));
    }
    return ExitCode.DONE;
  }
}
