package dev.agentpool.workspace.git;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.Workspaces.Reach;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The workspace of a plan while one of its steps works there. Its finish only tells.
 *
 * @param tree where the branch is now; what it has goes to the project when the plan ends
 */
record PlanWorkspace(
    WorkspaceMode mode, WorkTree tree, Repository project, Mark mark, Path directory)
    implements Workspace {
  @Override
  public Optional<String> start() {
    return FileRefs.head(tree.gitDir(), tree.commonDir()).or(() -> Optional.of(mark.base()));
  }

  @Override
  public List<String> notices() {
    return tree.notices();
  }

  @Override
  public Reach reach() {
    return mode == WorkspaceMode.CLONE
        ? Reaches.ofClone(tree.directory())
        : Reaches.ofWorktree(tree.directory(), tree.gitDir());
  }

  @Override
  public WorkspaceOutcome finish() {
    Refs refs = Files.isDirectory(tree.gitDir()) ? tree.sharedRefs() : project.refs();
    Optional<String> tip = refs.tip(mark.branch());
    int commits = tip.map(commit -> refs.ahead(mark.base(), commit)).orElse(0);
    return new WorkspaceOutcome(
        mode.wireName(), directory.toString(), commits == 0 ? null : mark.branch(), commits);
  }
}
