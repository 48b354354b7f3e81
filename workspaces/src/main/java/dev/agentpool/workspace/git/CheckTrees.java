package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tries a check command on a merged result, in a worktree that is made for it and removed in every
 * case; one that an ended daemon left is removed by the next merge of the branch.
 */
final class CheckTrees {
  private final Git git;
  private final WorktreeFolders folders;
  private final CheckCommand command;

  CheckTrees(Git git, WorktreeFolders folders, CheckCommand command) {
    this.git = git;
    this.folders = folders;
    this.command = command;
  }

  /**
   * @throws WorkspaceException when the check does not pass
   */
  void run(Repository project, Path base, String branch, String into, String merged, String check) {
    Path path = BaseFolder.create(base, project).check(branch);
    CheckCommand.Report report;
    try {
      folders.remove(path, project);
      Files.createDirectories(path.getParent());
      try (Tree tree = new Tree(path, project)) {
        report = command.run(check, tree.fill(branch, merged));
      }
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine(
          "cannot make or remove the folder of the check, " + path + ": " + e.getMessage(), e);
    }
    if (!report.passed()) {
      throw WorkspaceException.ofTask(
          "the check '"
              + check
              + "' of "
              + branch
              + " merged into "
              + into
              + " "
              + report.ending()
              + "; nothing was changed and the branch stays; its last lines:\n"
              + report.tail());
    }
  }

  /**
   * Asks the user's hooks in a tree that holds the merged result.
   *
   * @return the message as they leave it
   */
  String askHooks(
      Repository project, Path base, String branch, String merged, UserMerge user, String text) {
    Path path = BaseFolder.create(base, project).check(branch);
    try {
      folders.remove(path, project);
      Files.createDirectories(path.getParent());
      try (Tree tree = new Tree(path, project)) {
        tree.fill(branch, merged);
        Path gitDir = Registrations.gitDirOf(path, project.commonDir()).orElseThrow();
        return user.askHooks(GitPlace.workTree(git, gitDir, path), gitDir, text);
      }
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine(
          "cannot make or remove the folder for the hooks, " + path + ": " + e.getMessage(), e);
    }
  }

  /** The worktree from before it is added until it is removed. */
  private final class Tree implements AutoCloseable {
    private final Path path;
    private final Repository project;

    Tree(Path path, Repository project) {
      this.path = path;
      this.project = project;
    }

    /** Gives the folder that stands for the project in it. */
    Path fill(String branch, String merged) throws IOException {
      Path gitDir = folders.ready(path, project, merged, new TakeBack());
      new Mark("check", branch, merged, Mark.Phase.PREPARING).write(gitDir);
      GitPlace.workTree(git, gitDir, path).must("reset", "-q", "--hard", merged, "--");
      return Files.createDirectories(path.resolve(project.prefix()));
    }

    @Override
    public void close() throws IOException {
      folders.remove(path, project);
    }
  }
}
