package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and sets the caps. */
@CommandLine.Command(
    name = "budget",
    description = "Show the money of the pool, or set its caps (none removes one).",
    footer = {"", "Example:", "  agentpool budget set --day-usd 5 --task-usd 0.50"})
final class BudgetCommand extends ProjectCommand {
  @Parameters(
      paramLabel = "show|set",
      arity = "0..1",
      defaultValue = "show",
      description = "What to do.")
  String action = "show";

  @Option(names = "--pool-usd", paramLabel = "X", description = "The cap of the pool, in all.")
  @Nullable String pool;

  @Option(names = "--day-usd", paramLabel = "X", description = "The cap of a day.")
  @Nullable String day;

  @Option(names = "--task-usd", paramLabel = "X", description = "The cap of a task.")
  @Nullable String task;

  @Override
  public int run(Surroundings here) {
    Json budget =
        switch (action) {
          case "show" ->
              here.daemon().get(new Query("/v1/budget").with("dir", project(here)).toString());
          case "set" -> here.daemon().put("/v1/budget", request(here));
          default -> throw CliException.usage("budget takes show or set, not \"" + action + "\"");
        };
    if (json) {
      here.terminal().printJson(budget);
    } else {
      print(here.terminal(), "pool", budget.get("pool"));
      print(here.terminal(), "day", budget.get("day"));
      Json cap = budget.get("task_cap_microdollars");
      here.terminal()
          .print(
              "task  "
                  + (cap.isNull()
                      ? "no cap"
                      : "at most " + Text.usd(budget.number("task_cap_microdollars"))));
    }
    return ExitCode.DONE;
  }

  private JsonObject request(Surroundings here) {
    if (pool == null && day == null && task == null) {
      throw CliException.usage("budget set needs --pool-usd, --day-usd or --task-usd");
    }
    JsonObject request = Json.object().put("dir", project(here).toString());
    put(request, "pool_usd", pool);
    put(request, "day_usd", day);
    put(request, "task_usd", task);
    return request;
  }

  private static void put(JsonObject request, String name, @Nullable String amount) {
    if (amount == null) {
      return;
    }
    try {
      request.put(name, amount.equals("none") ? null : new BigDecimal(amount));
    } catch (NumberFormatException e) {
      throw CliException.usage("not an amount of US dollars: \"" + amount + "\"");
    }
  }

  private static void print(Terminal terminal, String name, Json account) {
    StringBuilder line =
        new StringBuilder(name).append("  ").append(Price.of(account, "spent")).append(" spent");
    line.append(", ").append(Text.usd(account.number("reserved_microdollars"))).append(" reserved");
    if (account.get("cap_microdollars").isNull()) {
      line.append(", no cap");
    } else {
      line.append(", ")
          .append(Text.usd(account.number("left_microdollars")))
          .append(" left of ")
          .append(Text.usd(account.number("cap_microdollars")));
    }
    terminal.print(line.toString());
  }
}
