package dev.agentpool.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a person asks of the project's own working tree once a task has ended. Each is done whole or
 * not at all, and no command that the project names is run. Thread-safe.
 */
public interface UsersTree {
  /**
   * The commit that a branch points at; empty when there is no such branch, or no repository.
   *
   * @throws WorkspaceException when git cannot be asked
   */
  Optional<String> tip(Path project, String branch) throws WorkspaceException;

  /**
   * Puts the working tree onto a branch of ours.
   *
   * @throws WorkspaceException when there is no such branch, something is uncommitted or under way,
   *     another worktree stands on it, or it changes how the pool's agents run
   */
  CheckedOut checkOut(Path project, String branch) throws WorkspaceException;

  /**
   * Takes the merges of a branch of ours out of what is checked out: a commit for each, the newest
   * merge first, and nothing else is changed. A branch that is gone is given back.
   *
   * @param named whether the first line of a merge commit's message says that it is one of them;
   *     one that brought in what the branch points at is one too
   * @throws WorkspaceException when none of them is in what is checked out, or nothing of them is
   *     left there, something is uncommitted or under way, or later commits are in the way
   */
  Undone undo(Path project, String branch, Predicate<String> named) throws WorkspaceException;

  /**
   * What was undone.
   *
   * @param into the branch that had the merges, or the commit of a detached HEAD
   * @param merges that were taken out, newest first
   * @param commits that took them out, in the same order; the last is checked out now
   * @param restored whether the branch had been gone
   */
  record Undone(
      String into, List<String> merges, List<String> commits, String branch, boolean restored) {
    public Undone {
      merges = List.copyOf(merges);
      commits = List.copyOf(commits);
    }
  }

  /**
   * What is checked out now.
   *
   * @param directory the root of the working tree
   * @param from what was checked out before: a branch, or the commit of a detached HEAD; the branch
   *     itself when it was that already
   */
  record CheckedOut(Path directory, String from, String branch, String commit) {}
}
