package dev.agentpool.cli.stats;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What was done in a time. */
@CommandLine.Command(
    name = "stats",
    description = "Show what was done in a time: sessions, limits, tokens, money, day by day.",
    footer = {
      "",
      "Example:",
      "  agentpool stats --since 7d --json",
      "  agentpool stats --from 2026-11-01 --to 2026-12-01 --provider claude-code"
    })
final class StatsCommand extends Command {
  private static final String EXAMPLE = "agentpool stats --since 7d --json";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "36h, 7d (the usual one), 4w, all, a date or time (that day), or FROM/TO.")
  @Nullable String since;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From this date or time on; with --to.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Until this date or time; with --from.")
  @Nullable String to;

  @Option(names = "--provider", paramLabel = "ID", description = "Of this provider alone.")
  @Nullable String provider;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "all; mine is for MCP, where a connection has sessions of its own.")
  @Nullable String scope;

  @Option(
      names = "--sections",
      paramLabel = "NAME",
      description =
          "Only this one: sessions, parallelism, walls, quota, utilization, tokens, work. May be"
              + " given again.")
  List<String> sections = new ArrayList<>();

  @Option(
      names = "--share",
      paramLabel = "PATH",
      description = "Draw a card without private words into this file, a PNG.")
  @Nullable String share;

  @Option(names = "--plain", description = "Lines of name=value, for scripts.")
  boolean plain;

  @Override
  public String example() {
    return EXAMPLE;
  }

  @Override
  public int run(Surroundings here) {
    if (json && plain) {
      throw wrong("INVALID_OUTPUT", "--json and --plain are two forms: name one of them");
    }
    try {
      return share == null ? told(here) : drawn(here, share);
    } catch (CliException refused) {
      String example = refused.details().text("example");
      throw example.isEmpty()
          ? refused
          : new CliException(
              refused.exitCode(), refused.code(), refused.getMessage(), refused.details(), example);
    }
  }

  private int drawn(Surroundings here, String file) {
    Json card =
        here.daemon()
            .post(
                "/v1/stats/card",
                Json.object()
                    .put("window", window())
                    .put("output_path", here.directory().resolve(file).normalize().toString())
                    .putIfThere("provider_id", provider)
                    .putIfThere("scope", scope));
    if (json) {
      here.terminal().printJson(card);
    } else {
      here.terminal().print(card.text("path"));
    }
    return ExitCode.DONE;
  }

  private int told(Surroundings here) {
    Query query =
        new Query("/v1/stats")
            .with("window", window())
            .with("provider_id", provider)
            .with("scope", scope)
            .with("zone", ZoneId.systemDefault());
    for (String section : sections) {
      query.with("sections", section);
    }
    Json stats = here.daemon().get(query.toString());
    if (json) {
      here.terminal().printJson(stats);
    } else if (plain) {
      PlainStats.print(here.terminal(), stats);
    } else {
      new StatsText(here).print(stats);
    }
    return ExitCode.DONE;
  }

  private String window() {
    if (from == null && to == null) {
      return since == null ? "7d" : since;
    }
    if (from == null || to == null) {
      throw wrong("INVALID_WINDOW", "--from and --to belong together: say both, or --since");
    }
    if (since != null) {
      throw wrong("INVALID_WINDOW", "--since and --from are two ways to say a time: take one");
    }
    return from + "/" + to;
  }

  private static CliException wrong(String controlCode, String message) {
    Json details =
        Json.parse(
            Json.object().put("control_code", controlCode).put("example", EXAMPLE).toString());
    return new CliException(ExitCode.USAGE, "invalid", message, details, EXAMPLE);
  }
}
