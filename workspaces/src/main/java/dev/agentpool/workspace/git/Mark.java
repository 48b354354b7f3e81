package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code agentpool} in the git directory of a worktree or clone: says that we made it, and
 * for whom it is.
 *
 * @param task the task it serves or served last
 * @param branch that task's branch
 * @param base the commit the branch started from
 * @param tip what HEAD was when all work was kept; null before that
 */
record Mark(String task, String branch, String base, Phase phase, @Nullable String tip) {
  private static final String FILE = "agentpool";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
  private static final Pattern OURS = Pattern.compile("agentpool/[A-Za-z0-9-]+");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
  private static final Pattern PHASE = Pattern.compile("preparing|working|finished");

  /** How far the workspace is. */
  enum Phase {
    /** Being filled; what is in it is nobody's work. */
    PREPARING,
    WORKING,
    FINISHED
  }

  Mark(String task, String branch, String base, Phase phase) {
    this(task, branch, base, phase, null);
  }

  Mark at(Phase next) {
    return new Mark(task, branch, base, next);
  }

  Mark on(String other) {
    return new Mark(task, other, base, phase, tip);
  }

  Mark finishedAt(String commit) {
    return new Mark(task, branch, base, Phase.FINISHED, commit);
  }

  /** Was all that a clean tree at the commit could hold kept before? */
  boolean keptAll(Optional<String> commit) {
    return phase == Phase.FINISHED && tip != null && commit.equals(Optional.of(tip));
  }

  boolean isBeingWorkedOnFor(TaskId plan) {
    return phase == Phase.WORKING && task.equals(plan.value());
  }

  static boolean isIn(Path gitDir) {
    return Files.isRegularFile(gitDir.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
  }

  static Optional<Mark> read(Path gitDir) {
    if (!isIn(gitDir)) {
      return Optional.empty();
    }
    Path file = gitDir.resolve(FILE);
    try {
      Map<String, String> lines = new HashMap<>();
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          lines.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      return Optional.of(of(lines));
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot read "
              + file
              + ": "
              + e.getMessage()
              + "; save what you need of that workspace and delete it",
          e);
    }
  }

  /**
   * An agent can write the file. What it says is taken only as far as it is of our kind: it must
   * not name a branch that is not ours, nor make a workspace unusable for the tasks to come.
   */
  private static Mark of(Map<String, String> lines) {
    String task = fitting(lines, "task", NAME, "unknown");
    String branch = fitting(lines, "branch", OURS, "agentpool/" + task);
    String base = fitting(lines, "base", COMMIT, "HEAD");
    String phase = fitting(lines, "phase", PHASE, "working");
    String tip = fitting(lines, "tip", COMMIT, "");
    return new Mark(
        task,
        branch,
        base,
        Phase.valueOf(phase.toUpperCase(Locale.ROOT)),
        tip.isEmpty() ? null : tip);
  }

  private static String fitting(
      Map<String, String> lines, String key, Pattern kind, String otherwise) {
    String value = lines.getOrDefault(key, "");
    return kind.matcher(value).matches() ? value : otherwise;
  }

  void write(Path gitDir) {
    Path next = gitDir.resolve(FILE + ".new");
    try {
      Files.deleteIfExists(next); // it may be a link that an agent made
      Files.writeString(
          next,
          "task="
              + task
              + "\nbranch="
              + branch
              + "\nbase="
              + base
              + "\nphase="
              + phase.name().toLowerCase(Locale.ROOT)
              + "\n"
              + (tip == null ? "" : "tip=" + tip + "\n"),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      Files.move(next, gitDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot write " + next + ": " + e.getMessage() + "; is the disk full or read-only?", e);
    }
  }
}
