package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and validates the settings. */
@CommandLine.Command(
    name = "config",
    description = "Show what settings hold and from where, or validate pool.toml.",
    footer = {"", "Example:", "  agentpool config show --origin", "  agentpool config validate"})
final class ConfigCommand extends ProjectCommand {
  @Parameters(
      paramLabel = "show|validate",
      arity = "0..1",
      defaultValue = "show",
      description = "What to do.")
  String action = "show";

  @Option(names = "--origin", description = "Show where each value comes from.")
  boolean origin;

  @Override
  public int run(Surroundings here) {
    return switch (action) {
      case "show" -> show(here);
      case "validate" -> validate(here);
      default -> throw CliException.usage("config takes show or validate, not \"" + action + "\"");
    };
  }

  private int show(Surroundings here) {
    Json answer = here.daemon().get(new Query("/v1/config").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table =
        origin
            ? new Table("KEY", "VALUE", "FROM", "MEANING")
            : new Table("KEY", "VALUE", "MEANING");
    for (Json setting : answer.get("settings").items()) {
      Json value = setting.get("value");
      String text = value.textOrNull();
      String shown = value.isNull() ? "-" : text == null ? value.toString() : text;
      String key = setting.text("key");
      String brief = Text.oneLine(shown, 60);
      if (origin) {
        table.row(Colour.PLAIN, key, brief, setting.text("origin"), setting.text("meaning"));
      } else {
        table.row(Colour.PLAIN, key, brief, setting.text("meaning"));
      }
    }
    table.print(here.terminal());
    for (Json gifts : answer.get("gifts").items()) {
      gifts(here.terminal(), gifts);
    }
    return ExitCode.DONE;
  }

  /** What the agents of some slots get beside their prompt. */
  private static void gifts(Terminal terminal, Json gifts) {
    terminal.print("");
    terminal.print("agents of " + names(gifts.get("slots")) + " get");
    terminal.print("  MCP servers: " + names(gifts.get("mcp_servers")));
    terminal.print("  plugins: " + names(gifts.get("plugins")));
    terminal.print("  settings files of: " + names(gifts.get("settings")));
    terminal.print("  texts: " + names(gifts.get("texts")));
    terminal.print("  variables: " + names(gifts.get("environment")));
    terminal.print("  walls: " + gifts.text("walls"));
    for (Json line : gifts.get("withheld").items()) {
      terminal.print("  not: " + line.textOrNull());
    }
  }

  private static String names(Json array) {
    List<String> names = new ArrayList<>();
    array.items().forEach(name -> names.add(String.valueOf(name.textOrNull())));
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private int validate(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/config/validate").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
    } else if (answer.flag("ok")) {
      here.terminal().print("ok");
    }
    for (Json problem : answer.get("problems").items()) {
      if (!json) {
        here.terminal()
            .printRow(
                Colour.RED,
                problem.text("file")
                    + ":"
                    + problem.number("line")
                    + ":"
                    + problem.number("column")
                    + ": "
                    + problem.text("message"));
      }
    }
    return answer.flag("ok") ? ExitCode.DONE : ExitCode.USAGE;
  }
}
