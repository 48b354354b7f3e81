package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists models and their prices. */
@CommandLine.Command(
    name = "models",
    description = "List the models that agent CLIs can be told to use, and what they cost.",
    footer = {"", "Example:", "  agentpool models --provider codex-cli"})
final class ModelsCommand extends ProjectCommand {
  @Option(names = "--provider", paramLabel = "NAME", description = "Of this agent CLI alone.")
  @Nullable String provider;

  @Override
  public int run(Surroundings here) {
    Query query = new Query("/v1/models").with("dir", project(here)).with("provider", provider);
    Json answer = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table =
        new Table("CLI", "MODEL", "INPUT", "CACHED", "CACHE WRITE", "OUTPUT", "DATE", "SOURCE");
    for (Json model : answer.get("models").items()) {
      boolean known = model.flag("price_known");
      table.row(
          known ? Colour.PLAIN : Colour.YELLOW,
          model.text("provider"),
          model.text("model"),
          known ? Text.usd(model.number("input_microdollars")) : "unknown",
          known ? Text.usd(model.number("cached_input_microdollars")) : "",
          known ? Text.usd(model.number("cache_write_microdollars")) : "",
          known ? Text.usd(model.number("output_microdollars")) : "",
          Objects.requireNonNullElse(model.get("date").textOrNull(), ""),
          Objects.requireNonNullElse(
              model.get("source").textOrNull(), "set [prices] in config.toml"));
    }
    table.print(here.terminal());
    here.terminal()
        .say(
            "US dollars a million tokens. No CLI was asked: one that is not listed can be named too"
                + " (agentpool control models lists which ids each CLI is known to take)");
    return ExitCode.DONE;
  }
}
