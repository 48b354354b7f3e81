package dev.agentpool.workspace.git;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a branch of ours began, found from the history alone: its workspace, which knew, may be
 * gone.
 */
final class BranchStart {
  private BranchStart() {}

  /**
   * @param noted what the workspace knew; taken when the branch still stands on it
   * @return a commit, or the empty tree when the branch has no history in common with the project;
   *     the tip itself when nothing tells that the branch ever had a commit of its own
   */
  static String of(Repository project, String tip, Optional<String> noted) {
    if (noted.isPresent() && project.refs().isAncestor(noted.get(), tip)) {
      return noted.get();
    }
    String onto =
        project.refs().isAncestor(tip, project.head()) ? before(project, tip) : project.head();
    GitResult common = project.place().run("merge-base", onto, tip);
    return common.ok() ? common.line() : emptyTree(project.place());
  }

  /** How many commits lead from a start, as found by {@link #of}, to the tip. */
  static int commits(Repository project, String start, String tip) {
    boolean isCommit = project.place().run("cat-file", "-e", start + "^{commit}").ok();
    return isCommit
        ? project.refs().ahead(start, tip)
        : Integer.parseInt(project.place().must("rev-list", "--count", tip).line());
  }

  /** What the project was before a merge brought the tip in; the tip when none did. */
  private static String before(Repository project, String tip) {
    return project
        .place()
        .must(
            "rev-list",
            "--merges",
            "--parents",
            "--ancestry-path",
            "--topo-order",
            "--reverse",
            project.head(),
            "^" + tip)
        .out()
        .lines()
        .map(line -> Arrays.asList(line.split(" ")))
        .filter(merge -> merge.subList(2, merge.size()).contains(tip))
        .map(merge -> merge.get(1))
        .findFirst()
        .orElse(tip);
  }

  private static String emptyTree(GitPlace place) {
    GitResult made = place.run(List.of("mktree"), "");
    if (!made.ok()) {
      throw GitAdvice.failure(made);
    }
    return made.line();
  }
}
