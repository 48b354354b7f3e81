package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Forgets a conversation that tasks name. */
@CommandLine.Command(
    name = "conversation forget",
    description = "Forget a named conversation: the next task that names it begins a new one.",
    footer = {"", "Example:", "  agentpool conversation forget review"})
final class ConversationForgetCommand extends ProjectCommand {
  private static final String PREFIX = "named:";

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name, as tasks say it.")
  String name = "";

  @Override
  public int run(Surroundings here) {
    String own = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    String path = Query.named("/v1/conversations/", "conversation", own);
    here.daemon().delete(new Query(path).with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(Json.object().put("forgotten", own));
    } else {
      here.terminal().print("forgot " + own);
    }
    return ExitCode.DONE;
  }
}
