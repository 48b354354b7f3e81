package dev.agentpool.cli.review;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Merges accepted work. */
@CommandLine.Command(
    name = "merge",
    description =
        "Merge a completed task's or chain's branch into what the project has checked out. Exit"
            + " code 3: refused, and nothing has changed.",
    footer = {"", "Example:", "  agentpool merge --check \"make test\" task-1a2b"})
final class MergeCommand extends Command {
  private static final int SHORT = 10;

  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task or chain.")
  String id = "";

  @Option(
      names = "--check",
      paramLabel = "CMD",
      description = "A command that must succeed on the merged result.")
  @Nullable String check;

  @Override
  public int run(Surroundings here) {
    String path = Query.task(id, "/merge");
    Json merged = here.daemon().postUnhurried(path, Json.object().putIfThere("check", check));
    if (json) {
      here.terminal().printJson(merged);
    } else {
      here.terminal().printRow(Colour.GREEN, line(merged));
      for (Json notice : merged.get("notices").items()) {
        here.terminal().say(String.valueOf(notice.textOrNull()));
      }
    }
    return ExitCode.DONE;
  }

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

  private static String line(Json merged) {
    long commits = merged.number("commits");
    String into = merged.text("into");
    if (COMMIT.matcher(into).matches()) {
      into = "a detached HEAD (" + into.substring(0, SHORT) + ")";
    }
    if (commits == 0) {
      return "nothing to merge: " + into + " has it all";
    }
    String commit = merged.text("commit");
    return "merged "
        + Text.count(commits, "commit")
        + " into "
        + into
        + ", now "
        + commit.substring(0, Math.min(SHORT, commit.length()));
  }
}
