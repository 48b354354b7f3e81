package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Presses keys in a session's terminal. */
@CommandLine.Command(
    name = "keys",
    description = "Press keys in a live session's terminal, where [sessions] allows it.",
    footer = {"", "Example:", "  agentpool keys ap_0123456789ab Down Enter"})
final class KeysCommand extends NamedSession {
  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY",
      description = "As tmux names them: Enter, Escape, Up, C-c.")
  List<String> keys = new ArrayList<>();

  @Override
  public String example() {
    return "agentpool keys <session-id> Down Enter";
  }

  @Override
  public int run(Surroundings here) {
    Json sent = here.daemon().post(path(id, "/keys"), Json.object().put("keys", keys));
    if (json) {
      here.terminal().printJson(sent);
    } else {
      here.terminal().print("session: " + sent.text("session_id"));
      here.terminal().print("keys: " + String.join(" ", keys));
    }
    return ExitCode.DONE;
  }
}
