package dev.agentpool.cli.left;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists the worktrees and clones of tasks and plans. */
@CommandLine.Command(
    name = "worktrees list",
    description = "List the worktrees and clones of tasks and plans.",
    footer = {"", "Example:", "  agentpool worktrees list"})
final class WorktreesListCommand extends ProjectCommand {
  @Option(names = "--repo", paramLabel = "DIR", description = "The project, as --dir.")
  String repo = "";

  @Override
  public int run(Surroundings here) {
    String dir =
        repo.isEmpty()
            ? project(here).toString()
            : here.directory().resolve(repo).normalize().toString();
    Json answer = here.daemon().get(new Query("/v1/worktrees").with("dir", dir).toString());
    if (json) {
      here.terminal().printJson(answer);
      return ExitCode.DONE;
    }
    Table table = new Table("TASK", "KIND", "STATE", "BRANCH", "PATH");
    for (Json tree : answer.get("worktrees").items()) {
      String state = tree.flag("active") ? "active" : tree.flag("exists") ? "free" : "missing";
      table.row(
          Colour.PLAIN,
          tree.text("session_id"),
          tree.text("kind"),
          state,
          tree.text("branch").replace("refs/heads/", ""),
          tree.text("path"));
    }
    table.printOr(here.terminal(), "no task has left a worktree");
    return ExitCode.DONE;
  }
}
