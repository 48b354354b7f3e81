package dev.agentpool.mcp.tools;

import dev.agentpool.answer.WorktreeCleared;
import dev.agentpool.answer.WorktreeList;
import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.WorktreeRows;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.WorktreeClearing;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Worktrees of tasks and plans (spec control-plane 13, 17). There a task is called a session. */
final class WorktreeTools {
  private WorktreeTools() {}

  static List<Tool> all() {
    return List.of(list(), cleanup());
  }

  private static Tool list() {
    return Tool.of("list_worktrees", "List worktrees", "Lists the worktrees of tasks and plans.")
        .asks(WorktreeRows.LIST)
        .takes(Fields.NONE.may("repo_path", Schema.text("this pool's project, when given")))
        .gives(Fields.answer(WorktreeList.class))
        .in(Toolset.WORKTREES)
        .reads()
        .does(call -> {
          String said = call.textOrNull("repo_path");
          if (said != null && !isProject(said, call.standing().directory())) {
            throw Refused.invalid(
                "'repo_path' is not this pool's project, " + call.standing().directory());
          }
          return Answer.of(new Fenced(call).over(call.ask(WorktreeRows.LIST, Nothing.MORE)));
        });
  }

  private static boolean isProject(String said, Path project) {
    try {
      return project.resolve(said).normalize().equals(project);
    } catch (InvalidPathException none) {
      return false;
    }
  }

  private static Tool cleanup() {
    return Tool.of(
            "cleanup_worktree",
            "Clear a worktree away",
            "Removes a task's worktree. Uncommitted work refuses it, or with force is committed"
                + " onto the task's branch first.")
        .asks(WorktreeRows.CLEAR)
        .takes(
            Fields.NONE
                .need("session_id", Schema.name("the session's, task's or plan's id"))
                .may("force", Schema.flag("also with uncommitted work")))
        .gives(Fields.answer(WorktreeCleared.class))
        .in(Toolset.WORKTREES)
        .hinted(ToolHints.DESTROYS)
        .does(call ->
            Answer.of(
                new Fenced(call)
                    .over(
                        call.ask(
                            WorktreeRows.CLEAR,
                            new WorktreeClearing(
                                call.text("session_id"),
                                Optional.of(call.flag("force", false)),
                                Optional.empty())))));
  }
}
