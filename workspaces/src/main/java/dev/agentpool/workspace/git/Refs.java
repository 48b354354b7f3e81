package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.util.List;
import java.util.Optional;

/**
 * Branches of one repository. INVARIANT: no method but {@link #giveUp} and {@link #dropUnused}
 * drops a commit that nothing else names.
 */
record Refs(GitPlace place) {
  /** What the branch points at. */
  Optional<String> tip(String branch) {
    GitResult said = place.run("rev-parse", "--verify", "-q", ref(branch));
    return said.ok() ? Optional.of(said.line()) : Optional.empty();
  }

  private static final int TRIES = 1000;

  /** Creates the first free of {@code name}, {@code name-2}, … at the commit. Git decides races. */
  String reserve(String name, String commit) {
    for (int n = 1; ; n++) {
      String branch = n == 1 ? name : name + "-" + n;
      GitResult created = create(branch, commit);
      if (!created.ok() && (dropIfLeft(branch, commit) || tip(branch).isEmpty())) {
        // gone now: what a killed daemon left, or what a git that outlived it has just taken away
        created = create(branch, commit);
      }
      if (created.ok()) {
        return branch;
      }
      // a branch NAME/something is in the way of NAME, as another NAME is
      boolean isTaken = created.err().contains("'" + ref(branch) + "/") || tip(branch).isPresent();
      if (!isTaken || n == TRIES) {
        throw GitAdvice.failure(created);
      }
    }
  }

  /**
   * A branch without a commit of its own, on which no worktree stands, is dropped; git itself
   * refuses the latter.
   */
  boolean dropIfLeft(String branch, String commit) {
    return tip(branch).isPresent()
        && ahead(commit, ref(branch)) == 0
        && place.run("branch", "-D", "-q", branch).ok();
  }

  /** Git refuses when there is one. */
  GitResult create(String branch, String commit) {
    return place.run("update-ref", "--no-deref", ref(branch), commit, "");
  }

  /** Moves the branch forward if it still is where we saw it. */
  void move(String branch, String to, String from) {
    place.must("update-ref", "--no-deref", ref(branch), to, from);
  }

  /**
   * HEAD of a worktree leaves the branch, which is still where it began, and the branch goes; in
   * one git.
   */
  void leave(String branch, String base) {
    String commands =
        "start\noption no-deref\nupdate HEAD "
            + base
            + "\ncommit\nstart\ndelete "
            + ref(branch)
            + " "
            + base
            + "\ncommit\n";
    GitResult left = place.run(List.of("update-ref", "--stdin"), commands);
    if (!left.ok()) {
      // someone moved the branch in between, for instance: each by itself, as far as it goes
      place.must("update-ref", "--no-deref", "HEAD", base);
      dropIfEmpty(branch, base);
    }
  }

  /** Drops the branch if it has no commit beyond its base. */
  boolean dropIfEmpty(String branch, String base) {
    Optional<String> tip = tip(branch);
    if (tip.isEmpty() || ahead(base, tip.get()) > 0) {
      return false;
    }
    return place.run("update-ref", "--no-deref", "-d", ref(branch), tip.get()).ok();
  }

  /** Drops the branch if that commit has all of it; git refuses when someone has it checked out. */
  boolean dropMerged(String branch, String into) {
    return tip(branch).filter(tip -> isAncestor(tip, into)).isPresent()
        && place.run("branch", "-d", "-q", branch).ok();
  }

  /** Drops the branch if it still is there and no worktree has it: its changes are elsewhere. */
  boolean dropUnused(String branch, String tip) {
    GitResult worktree = place.run("for-each-ref", "--format=%(worktreepath)", ref(branch));
    return worktree.ok()
        && worktree.line().isEmpty()
        && place.run("update-ref", "--no-deref", "-d", ref(branch), tip).ok();
  }

  /**
   * The commit of the branch that is called exactly so.
   *
   * @throws WorkspaceException when there is none
   */
  String need(String branch) {
    GitResult said = place.run("show-ref", "--verify", "--hash", ref(branch));
    if (!said.ok()) {
      throw WorkspaceException.ofTask(
          "there is no branch '"
              + branch
              + "' in the project; 'git branch --list \"agentpool/*\"' shows those of agentpool");
    }
    return said.line();
  }

  /**
   * Drops the branch and its commits, as the user asked. Git refuses when someone has it checked
   * out.
   */
  void giveUp(String branch) {
    if (tip(branch).isPresent()) {
      place.must("branch", "-D", "-q", branch);
    }
  }

  /** How many commits {@code tip} has that {@code base} has not. */
  int ahead(String base, String tip) {
    return Integer.parseInt(place.must("rev-list", "--count", tip, "^" + base).line());
  }

  boolean isAncestor(String older, String newer) {
    return place.run("merge-base", "--is-ancestor", older, newer).ok();
  }

  /** Is there a branch or tag from which the commit can be reached? */
  boolean isNamed(String commit) {
    return place
        .must("rev-list", "--max-count=1", commit, "--not", "--branches", "--tags", "--remotes")
        .line()
        .isEmpty();
  }

  static String ref(String branch) {
    return "refs/heads/" + branch;
  }
}
