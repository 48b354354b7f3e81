package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import java.time.Instant;
import picocli.CommandLine;

/** Lists the conversations that tasks share. */
@CommandLine.Command(
    name = "conversation list",
    description = "List the conversations that tasks of the pool share, last used first.",
    footer = {"", "Example:", "  agentpool conversation list"})
final class ConversationListCommand extends ProjectCommand {
  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/conversations").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("CONVERSATION", "PROVIDER", "TURNS", "LAST USED", "LAST TASK");
    for (Json one : answer.get("conversations").items()) {
      table.row(
          Colour.PLAIN,
          one.text("key"),
          one.text("provider"),
          String.valueOf(one.number("turns")),
          Instant.ofEpochMilli(one.number("used_at_ms")).toString(),
          one.text("last_task"));
    }
    table.printOr(
        here.terminal(),
        "no conversations are kept; the settings session_policy and session begin one");
    return ExitCode.DONE;
  }
}
