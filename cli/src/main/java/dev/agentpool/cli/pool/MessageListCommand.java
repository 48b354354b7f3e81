package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;

/** Shows what agents have to say to people. */
@CommandLine.Command(
    name = "message list",
    description =
        "Print what waits for you and for whoever drives the pool, and leave it there; message read"
            + " user takes it.",
    footer = {"", "Example:", "  agentpool message list", "  agentpool message read user"})
final class MessageListCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/messages").with("dir", project(here));
    Json answer = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(answer);
    } else {
      Mailbox.print(here, answer.items(), true);
    }
    return ExitCode.DONE;
  }
}
