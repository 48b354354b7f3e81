package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Price;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.ShownIds;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists chains. */
@CommandLine.Command(
    name = "chain list",
    description = "List chains, the newest first.",
    footer = {"", "Example:", "  agentpool chain list --limit 10"})
final class ChainListCommand extends ProjectCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many.")
  int limit;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave out so many of the newest.")
  int offset;

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/chains").with("dir", project(here));
    Json answer = here.daemon().get(query.with("limit", limit).with("offset", offset).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    List<Json> chains = answer.get("items").items();
    print(here.terminal(), chains, answer.number("total"));
    if (chains.size() < answer.number("total")) {
      here.terminal()
          .say(
              chains.size() + " of " + answer.number("total") + "; more with --limit and --offset");
    }
    return ExitCode.DONE;
  }

  private static void print(Terminal terminal, List<Json> chains, long total) {
    ShownIds ids =
        ShownIds.on(terminal, chains.stream().map(chain -> chain.text("chain_id")).toList());
    boolean isWide = terminal.isWide();
    String[] head = {"ID", "STATUS", "DONE", "COST", "TIME", "WHAT"};
    Table table = new Table(Table.with(isWide, head, "BEGUN", "ENDED"));
    for (Json chain : chains) {
      String status = chain.text("status");
      String[] usual = {
        ids.of(chain.text("chain_id")),
        status,
        steps(chain),
        Price.of(chain),
        time(chain),
        chain.text("title")
      };
      table.row(
          Colour.ofState(status),
          Table.with(
              isWide,
              usual,
              Text.time(chain.number("created_at_ms")),
              chain.get("completed_at_ms").isNull()
                  ? ""
                  : Text.time(chain.number("completed_at_ms"))));
    }
    table.printOr(
        terminal,
        total > 0
            ? "the list ends before that --offset"
            : "no chains yet; agentpool chain \"first this\" \"then that\" runs one");
  }

  /** How many steps did what they were asked, and what became of those that did not. */
  private static String steps(Json chain) {
    StringBuilder text = new StringBuilder();
    text.append(chain.number("completed_steps")).append('/').append(chain.number("total_steps"));
    for (String how : List.of("failed", "cancelled", "skipped")) {
      long count = chain.number(how + "_steps");
      if (count > 0) {
        text.append(", ").append(count).append(' ').append(how);
      }
    }
    return text.toString();
  }

  private static String time(Json chain) {
    return chain.get("completed_at_ms").isNull()
        ? "-"
        : Text.duration(chain.number("completed_at_ms") - chain.number("created_at_ms"));
  }
}
