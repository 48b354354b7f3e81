package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Takes back what was allowed for a while. */
@CommandLine.Command(
    name = "inbox revoke",
    description =
        "Take back what an answer allowed for a while: the same is asked again. What was done stays"
            + " done.",
    footer = {"", "Example:", "  agentpool inbox revoke grant-0123456789abcdef"})
final class RevokeCommand extends Command {
  @Parameters(index = "0", paramLabel = "ID", description = "As agentpool inbox grants lists it.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json grant =
        here.daemon()
            .delete("/v1/inbox/grants/" + Query.checked("grant id", id, "agentpool inbox grants"));
    if (json) {
      here.terminal().printJson(grant);
    } else {
      here.terminal().print(grant.text("what") + " is asked again from now on");
    }
    return ExitCode.DONE;
  }
}
