package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Dollars;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and sets the caps: in dollars, and in tokens and turns for who pays by subscription. */
@CommandLine.Command(
    name = "budget",
    description = "Show what the pool spent and took, or set its caps (none removes one).",
    footer = {
      "",
      "Example:",
      "  agentpool budget set --day-usd 5 --task-usd 0.50",
      "  agentpool budget set --day-tokens 5000000 --pool-turns none"
    })
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

  @Option(names = "--pool-tokens", paramLabel = "N", description = "Tokens of the pool, in all.")
  @Nullable String poolTokens;

  @Option(names = "--day-tokens", paramLabel = "N", description = "Tokens of a day.")
  @Nullable String dayTokens;

  @Option(names = "--pool-turns", paramLabel = "N", description = "Turns of the pool, in all.")
  @Nullable String poolTurns;

  @Option(names = "--day-turns", paramLabel = "N", description = "Turns of a day.")
  @Nullable String dayTurns;

  @Override
  public int run(Surroundings here) {
    JsonObject caps = caps();
    Json budget =
        switch (action) {
          case "show" -> {
            if (!caps.isEmpty()) {
              throw CliException.usage(
                  "budget shows what there is; caps are set by agentpool budget set");
            }
            yield here.daemon().get(new Query("/v1/budget").with("dir", project(here)).toString());
          }
          case "set" -> here.daemon().put("/v1/budget", request(here, caps));
          default -> throw CliException.usage("budget takes show or set, not \"" + action + "\"");
        };
    if (json) {
      here.terminal().printJson(budget);
    } else {
      new BudgetText(here).print(budget);
    }
    return ExitCode.DONE;
  }

  private JsonObject request(Surroundings here, JsonObject caps) {
    if (caps.isEmpty()) {
      throw CliException.usage(
          "budget set needs --pool-usd, --day-usd, --task-usd, --pool-tokens, --day-tokens,"
              + " --pool-turns or --day-turns");
    }
    return caps.put("dir", project(here).toString());
  }

  private JsonObject caps() {
    JsonObject request = Json.object();
    put(request, "pool_usd", pool);
    put(request, "day_usd", day);
    put(request, "task_usd", task);
    count(request, "pool_tokens", poolTokens);
    count(request, "day_tokens", dayTokens);
    count(request, "pool_turns", poolTurns);
    count(request, "day_turns", dayTurns);
    return request;
  }

  private static void count(JsonObject request, String name, @Nullable String number) {
    if (number == null) {
      return;
    }
    try {
      request.put(name, number.equals("none") ? null : Long.valueOf(number.replace("_", "")));
    } catch (NumberFormatException e) {
      throw CliException.usage("not a whole number: \"" + number + "\"");
    }
  }

  private static void put(JsonObject request, String name, @Nullable String amount) {
    if (amount == null) {
      return;
    }
    try {
      request.put(name, amount.equals("none") ? null : Dollars.typed(amount));
    } catch (IllegalArgumentException none) {
      throw CliException.usage(none.getMessage() + ", or none");
    }
  }
}
