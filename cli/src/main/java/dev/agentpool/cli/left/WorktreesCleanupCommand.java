package dev.agentpool.cli.left;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Clears a worktree or clone away. */
@CommandLine.Command(
    name = "worktrees cleanup",
    description =
        "Remove the worktree or clone of a task or plan. No commit and no change is lost:"
            + " uncommitted work refuses it, or with --force is committed onto the task's branch"
            + " first; the branch goes only when the project has all of it.",
    footer = {
      "",
      "Example:",
      "  agentpool worktrees cleanup --task task-4fd0c6b7c54e4cc4 --dry-run"
    })
final class WorktreesCleanupCommand extends Command {
  @NamesTask
  @Option(
      names = {"--task", "--session-id"},
      required = true,
      paramLabel = "ID",
      description = "Whose it is.")
  String id = "";

  @Option(
      names = {"--force", "--yes"},
      description = "Also with uncommitted work, which is committed first.")
  boolean force;

  @Option(names = "--dry-run", description = "Only tell what would be.")
  boolean dryRun;

  @Override
  public int run(Surroundings here) {
    String path = "/v1/worktrees/" + Query.checked("task id", id, "agentpool worktrees list");
    Json cleared =
        here.daemon()
            .delete(new Query(path).with("force", force).with("dry_run", dryRun).toString());
    if (json) {
      here.terminal().printJson(cleared);
    } else {
      here.terminal().print(told(cleared));
    }
    return ExitCode.DONE;
  }

  private static String told(Json cleared) {
    String path = cleared.text("path");
    if (cleared.flag("would_remove")) {
      return "would remove " + path;
    }
    if (!cleared.flag("removed")) {
      return switch (cleared.text("reason")) {
        case "none" -> "there is no worktree of " + cleared.text("session_id");
        case "missing" -> path + " is not there any more";
        default -> path + " stays: " + cleared.text("reason");
      };
    }
    StringBuilder told = new StringBuilder("removed " + path);
    if (!cleared.text("branch").isEmpty()) {
      told.append("; its work is on ").append(cleared.text("branch"));
    } else if (cleared.flag("branch_removed")) {
      told.append("; the project has all of its branch, which went too");
    }
    cleared
        .get("aside")
        .items()
        .forEach(aside -> told.append("\nput aside: ").append(aside.textOrNull()));
    return told.toString();
  }
}
