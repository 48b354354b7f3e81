package dev.agentpool.cli.next;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Takes a merge out again. */
@CommandLine.Command(
    name = "undo",
    description =
        "Take the merge of a task or chain out of what the project has checked out, by a commit on"
            + " top; its branch stays, or comes back. Exit code 3: refused, and nothing has"
            + " changed.",
    footer = {"", "Example:", "  agentpool undo task-1a2b"})
final class UndoCommand extends Command {
  private static final int SHORT = 10;

  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task or chain.")
  String id = "";

  @Override
  public int run(Surroundings here) {
    Json done = here.daemon().post(Query.task(id, "/undo"), Json.object());
    if (json) {
      here.terminal().printJson(done);
      return ExitCode.DONE;
    }
    List<String> commits = commits(done, "commits");
    here.terminal()
        .printRow(
            Colour.GREEN,
            "undid "
                + Text.count(commits.size(), "merge")
                + " in "
                + done.text("into")
                + " ("
                + String.join(", ", commits(done, "merges"))
                + "), now "
                + commits.getLast());
    here.terminal()
        .say(
            "its work is "
                + (done.flag("restored") ? "again on " : "on ")
                + done.text("branch")
                + "; git counts that as merged: to have it in again, git revert "
                + String.join(" ", commits.reversed()));
    return ExitCode.DONE;
  }

  private static List<String> commits(Json done, String member) {
    List<String> commits = new ArrayList<>();
    for (Json commit : done.get(member).items()) {
      String name = String.valueOf(commit.textOrNull());
      commits.add(name.substring(0, Math.min(SHORT, name.length())));
    }
    return commits;
  }
}
