package dev.agentpool.cli.next;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Durations;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Clears away what ended tasks left. */
@CommandLine.Command(
    name = "prune",
    description =
        "Clear away what ended tasks left in the project: merged branches, worktrees whose work is"
            + " on its branch, and what agents left that is older than config.toml keeps it. It"
            + " tells first and asks; without a terminal it only tells, unless --yes is given. No"
            + " commit and no change is lost.",
    footer = {"", "Example:", "  agentpool prune --older-than 7d"})
final class PruneCommand extends ProjectCommand {
  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description = "Only worktrees of tasks that ended so long ago: 1d (usually), 90m, 0s.")
  @Nullable String olderThan;

  @Option(names = "--dry-run", description = "Only tell.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do it without asking.")
  boolean yes;

  @Override
  public int run(Surroundings here) {
    if (dryRun && yes) {
      throw CliException.usage("--dry-run and --yes exclude each other");
    }
    Long age = olderThan == null ? null : Durations.millis(olderThan);
    Terminal terminal = here.terminal();
    if (!yes) {
      Query query = new Query("/v1/prune").with("dir", project(here)).with("older_than_ms", age);
      Json would = here.daemon().get(query.toString());
      Json files = here.daemon().get("/v1/retention");
      tell(terminal, would, files, true);
      if (dryRun || json || !goes(would, files) || !wanted(here)) {
        return ExitCode.DONE;
      }
    }
    JsonObject request = Json.object().put("dir", project(here).toString());
    request.putIfThere("older_than_ms", age);
    Json done = here.daemon().post("/v1/prune", request);
    tell(terminal, done, here.daemon().post("/v1/retention", Json.object()), yes);
    return ExitCode.DONE;
  }

  /**
   * @param whole also what stays: it was told before otherwise
   */
  private void tell(Terminal terminal, Json pruned, Json files, boolean whole) {
    if (json) {
      terminal.printJson(Json.object().put("project", pruned).put("files", files));
    } else {
      new PruneText(terminal, pruned.flag("dry_run"), whole).print(pruned, files);
    }
  }

  private static boolean goes(Json pruned, Json files) {
    return !PruneText.going(pruned.get("branches")).isEmpty()
        || !PruneText.going(pruned.get("trees")).isEmpty()
        || !files.get("removed").items().isEmpty();
  }

  private static boolean wanted(Surroundings here) {
    Terminal terminal = here.terminal();
    if (!terminal.inIsTerminal() || !terminal.errIsTerminal()) {
      terminal.say("nothing was removed: agentpool prune --yes does it");
      return false;
    }
    terminal.sayPart(Colour.BOLD, "remove them? [y/N] ");
    String answer = line(terminal.in()).strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  /** No byte more than the line. */
  private static String line(InputStream in) {
    StringBuilder line = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        line.append((char) next);
      }
    } catch (IOException noMore) {
      return "";
    }
    return line.toString();
  }
}
