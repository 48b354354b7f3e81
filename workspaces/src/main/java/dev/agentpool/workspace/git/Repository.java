package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The project's repository.
 *
 * @param place where commands about its refs run
 * @param top the root of the working tree, or the repository itself when it is bare
 * @param commonDir the git directory that all its worktrees share
 * @param prefix the project directory below {@code top}; empty when it is the top
 * @param head the commit the project is on
 */
record Repository(GitPlace place, Refs refs, Path top, Path commonDir, Path prefix, String head) {
  private static final String NO_REPOSITORY = "not a git repository";

  static Repository discover(Git git, Path project) {
    Path real = real(project);
    GitResult said = ask(git, real);
    List<String> lines = said.out().lines().toList();
    if (lines.size() < 4 || (said.ok() && lines.size() != 5)) {
      throw refusal(project, said);
    }
    if (!said.ok()) {
      throw WorkspaceException.ofProject(
          "the git repository of "
              + project
              + " has no commit yet, and a branch must start somewhere; commit once (git"
              + " commit --allow-empty -m start), or set workspace = \"shared\"");
    }
    boolean bare = lines.get(0).equals("true");
    if (!bare && lines.get(1).equals("true")) {
      throw WorkspaceException.ofProject(
          project + " lies inside a .git folder; name the project's own directory");
    }
    Path commonDir = Path.of(lines.get(2));
    Path prefix = Path.of(lines.get(3));
    Path top = bare ? commonDir : real;
    for (Path part : prefix) {
      top = bare || part.toString().isEmpty() ? top : parent(top);
    }
    GitPlace place = GitPlace.repository(git, commonDir);
    return new Repository(place, new Refs(place), top, commonDir, prefix, lines.get(4));
  }

  /**
   * Empty when the project is in no repository, or in one without a commit: nothing is kept there.
   */
  static Optional<Repository> find(Git git, Path project) {
    GitResult said = ask(git, real(project));
    boolean hasNoCommit = !said.ok() && said.out().lines().count() == 4;
    return hasNoCommit || said.err().contains(NO_REPOSITORY)
        ? Optional.empty()
        : Optional.of(discover(git, project));
  }

  private static GitResult ask(Git git, Path real) {
    return GitPlace.searching(git, real)
        .run(
            "rev-parse",
            "--path-format=absolute",
            "--is-bare-repository",
            "--is-inside-git-dir",
            "--git-common-dir",
            "--show-prefix",
            "--verify",
            "HEAD^{commit}");
  }

  /** The same, when HEAD is this commit. */
  Repository at(String commit) {
    return new Repository(place, refs, top, commonDir, prefix, commit);
  }

  /** Of the project's own checkout; it differs from the common one when that is a worktree. */
  Path gitDir() {
    Path dotGit = top.resolve(".git");
    return isBare() || !Files.isRegularFile(dotGit)
        ? commonDir
        : Registrations.target(dotGit).orElse(commonDir);
  }

  /** How many bytes the name of an object has. */
  int hashLength() {
    return head.length() / 2;
  }

  boolean isBare() {
    return top.equals(commonDir);
  }

  /** Takes a branch of its own for an attempt of the task, at the project's commit. */
  String reserveBranch(TaskId task, TakeBack taken) {
    String branch = refs.reserve("agentpool/" + task.value(), head);
    taken.with(() -> refs.dropIfLeft(branch, head));
    return branch;
  }

  static Path real(Path project) {
    try {
      return project.toRealPath();
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "the project directory " + project + " is not there or cannot be read", e);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static WorkspaceException refusal(Path project, GitResult said) {
    if (said.err().contains(NO_REPOSITORY)) {
      return WorkspaceException.ofProject(
          "worktree and clone need a git repository, and "
              + project
              + " is in none; run git init and commit, or set"
              + " workspace = \"shared\"");
    }
    return GitAdvice.failure(said);
  }
}
