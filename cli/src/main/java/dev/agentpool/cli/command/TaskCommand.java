package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Shows all that is known of a task. */
@CommandLine.Command(
    name = "task",
    description = "Show all that is known of a task.",
    footer = {"", "Example:", "  agentpool task task-1a2b"})
final class TaskCommand extends Command {
  @Parameters(paramLabel = "ID", description = "The task.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json task = new Tasks(here.daemon()).get(id);
    if (json) {
      here.terminal().printJson(task);
    } else {
      print(here.terminal(), "", task);
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, String indent, Json object) {
    if (!(object.value() instanceof Map<?, ?> members)) {
      return;
    }
    for (Object name : members.keySet()) {
      Json value = object.get(name.toString());
      if (value.value() instanceof Map<?, ?>) {
        terminal.print(indent + name);
        print(terminal, indent + "  ", value);
      } else if (!value.isNull()) {
        String text = value.textOrNull();
        terminal.print(indent + name + ": " + (text == null ? value.toString() : text.strip()));
      }
    }
  }
}
