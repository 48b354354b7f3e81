package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists the agent CLIs. */
@CommandLine.Command(
    name = "providers",
    description = "List the agent CLIs there are, and what each can be asked for.",
    footer = {"", "Example:", "  agentpool providers"})
final class ProvidersCommand extends ProjectCommand {
  @Option(names = "--all", description = "Also those that are not installed.")
  boolean all;

  @Override
  public int run(Surroundings here) {
    Json answer =
        here.daemon().get(new Query("/v1/providers").with("dir", project(here)).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    List<Json> providers = answer.get("providers").items();
    Table table = new Table("NAME", "VERSION", "LOG-IN", "PROTOCOL", "ACCESS", "COST", "");
    for (Json provider : providers) {
      boolean usable = provider.flag("usable");
      if (usable || all) {
        table.row(
            usable ? Colour.PLAIN : Colour.YELLOW,
            provider.text("name"),
            usable ? provider.text("version") : "-",
            usable ? provider.text("log_in").replace('_', ' ') : "-",
            provider.text("protocol"),
            access(provider),
            cost(provider),
            usable ? objection(provider) : provider.text("advice"));
      }
    }
    table.print(here.terminal());
    for (Json provider : providers) {
      standing(here.terminal(), provider);
    }
    long missing = providers.stream().filter(provider -> !provider.flag("usable")).count();
    if (missing > 0 && !all) {
      here.terminal().say(missing + " more cannot be used here: agentpool providers --all");
    }
    return ExitCode.DONE;
  }

  private static void standing(Terminal terminal, Json provider) {
    if (!provider.get("paused").text("code").isEmpty()) {
      terminal.printRow(Colour.YELLOW, Standing.line(provider.get("paused")));
    } else if (!provider.get("held").text("by").isEmpty()) {
      terminal.printRow(
          Colour.YELLOW,
          "provider "
              + provider.text("name")
              + " is held by "
              + provider.get("held").text("by")
              + ": agentpool unhold");
    }
  }

  private static String cost(Json provider) {
    boolean unknown = "false".equals(String.valueOf(provider.get("price_known").value()));
    return provider.text("spending") + (unknown ? ", no price" : "");
  }

  private static String access(Json provider) {
    return provider.get("access").value() instanceof Map<?, ?> access
        ? String.join(
            ",", List.of("read", "edit", "full").stream().filter(access::containsKey).toList())
        : "";
  }

  private static String objection(Json provider) {
    List<Json> objections = provider.get("objections").items();
    return objections.isEmpty() ? "" : "not with this pool's settings: " + first(objections);
  }

  private static String first(List<Json> texts) {
    String text = texts.getFirst().textOrNull();
    return text == null ? "" : text;
  }
}
