package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists slots. */
@CommandLine.Command(
    name = "slot list",
    description = "List the pool's slots.",
    footer = {"", "Example:", "  agentpool slot list --state idle"})
final class SlotListCommand extends ProjectCommand {
  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only idle, busy, stopped or errored ones.")
  @Nullable String state;

  @Option(names = "--name", paramLabel = "NAME", description = "Only those of this name.")
  @Nullable String name;

  @Option(names = "--role", paramLabel = "ROLE", description = "Only those of this role.")
  @Nullable String role;

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/slots").with("dir", project(here)).with("state", state);
    Json answer = here.daemon().get(query.with("name", name).with("role", role).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("ID", "STATE", "TASK", "DONE", "COST", "RESTARTS", "NAME", "ROLE");
    List<Json> slots = answer.items();
    for (Json slot : slots) {
      table.row(
          colour(slot.text("state")),
          slot.text("id"),
          slot.text("state"),
          or(slot.text("current_task")),
          Long.toString(slot.number("tasks_completed")),
          Price.of(slot),
          Long.toString(slot.number("restart_count")),
          or(slot.text("name")),
          or(slot.text("role")));
    }
    table.print(here.terminal());
    return ExitCode.DONE;
  }

  static Colour colour(String state) {
    return switch (state) {
      case "busy" -> Colour.YELLOW;
      case "errored" -> Colour.RED;
      case "stopped" -> Colour.DIM;
      default -> Colour.PLAIN;
    };
  }

  private static String or(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
