package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Members;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows one session. */
@CommandLine.Command(
    name = "session show",
    description = "Show a live session.",
    footer = {"", "Example:", "  agentpool session show ap_0123456789ab --json"})
final class SessionShowCommand extends NamedSession {
  @Option(names = "--plain", description = "Lines of name=value.")
  boolean plain;

  @Override
  public String example() {
    return "agentpool session show <session-id> --json";
  }

  @Override
  public int run(Surroundings here) {
    Plain.check(json, plain);
    Json answer = here.daemon().get(path(id, ""));
    if (json) {
      here.terminal().printJson(answer);
    } else if (plain) {
      Plain.session(here.terminal(), answer.get("session"));
    } else {
      Members.print(here.terminal(), answer.get("session"));
    }
    return ExitCode.DONE;
  }
}
