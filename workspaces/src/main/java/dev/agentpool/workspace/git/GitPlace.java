package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where git is to work: the words that come before the command. Git is told its folders, it never
 * searches: a search from a worktree whose {@code .git} was deleted would end in the user's own
 * repository.
 *
 * @param where {@code -C}, {@code --git-dir}, {@code --work-tree}
 * @param own a git directory that serves one slot or one clone only, where an old lock file has no
 *     owner any more
 */
record GitPlace(Git git, List<String> where, @Nullable Path own) {
  private static final Pattern LOCKED =
      Pattern.compile("Unable to create '(.*\\.lock)': File exists");

  /**
   * Git lists worktrees by reading files that another git may be writing at this moment, and dies
   * of a half one.
   */
  private static final Pattern HALF_WRITTEN =
      Pattern.compile("failed to read \\S.*/worktrees/[^/]+/\\w+");

  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final Duration STALE = Duration.ofSeconds(20);

  static GitPlace searching(Git git, Path directory) {
    return new GitPlace(git, List.of("-C", directory.toString()), null);
  }

  static GitPlace repository(Git git, Path gitDir) {
    return new GitPlace(git, List.of("-C", gitDir.toString(), "--git-dir=" + gitDir), null);
  }

  static GitPlace workTree(Git git, Path gitDir, Path directory) {
    return new GitPlace(
        git,
        List.of("-C", directory.toString(), "--git-dir=" + gitDir, "--work-tree=" + directory),
        gitDir);
  }

  /** The git directory it is told; empty where it searches. */
  Optional<Path> gitDir() {
    String word = "--git-dir=";
    return where.stream()
        .filter(said -> said.startsWith(word))
        .findFirst()
        .map(said -> Path.of(said.substring(word.length())));
  }

  GitResult run(String... command) {
    return run(List.of(command), "");
  }

  /** Runs it; while another git is in the way for a moment, waits and tries again. */
  GitResult run(List<String> command, String input) {
    List<String> words = new ArrayList<>(where);
    words.addAll(command);
    Duration waited = Duration.ZERO;
    for (long pause = 10; ; pause = Math.min(500, pause * 2)) {
      GitResult result = git.run(words, input);
      Matcher locked = LOCKED.matcher(result.err());
      boolean isLocked = locked.find();
      boolean passes = isLocked || HALF_WRITTEN.matcher(result.err()).find();
      Duration patience = isLocked ? PATIENCE : SHORT_PATIENCE;
      if (result.ok() || !passes || waited.compareTo(patience) > 0) {
        return result;
      }
      if (isLocked) {
        breakStaleLock(Path.of(locked.group(1)));
      }
      pause(Duration.ofMillis(pause));
      waited = waited.plusMillis(pause);
    }
  }

  /** Fetches from another folder of this machine, and from nowhere else. */
  GitResult fetch(Path from, String refs) {
    return run(fetching(from, "--no-prune", refs), "");
  }

  /** The same; what the other has no more of goes here too. */
  void fetchExactly(Path from, String refs) {
    GitResult fetched = run(fetching(from, "--prune", refs), "");
    if (!fetched.ok()) {
      throw GitAdvice.failure(fetched);
    }
  }

  private static List<String> fetching(Path from, String prune, String refs) {
    return List.of(
        "-c",
        "protocol.file.allow=always",
        "fetch",
        "-q",
        prune,
        "--no-tags",
        "--no-write-fetch-head",
        "--no-recurse-submodules",
        from.toString(),
        refs);
  }

  /** Runs it, and throws when it fails. */
  GitResult must(String... command) {
    GitResult result = run(command);
    if (!result.ok()) {
      throw GitAdvice.failure(result);
    }
    return result;
  }

  /** A git that was ended by SIGKILL leaves its lock file for ever. */
  private void breakStaleLock(Path lock) {
    if (own == null || !lock.normalize().startsWith(own)) {
      return;
    }
    try {
      if (Files.getLastModifiedTime(lock)
          .toInstant()
          .isBefore(git.clock().instant().minus(STALE))) {
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      // gone in the meantime, or not ours to delete: the next try tells
    }
  }

  private void pause(Duration duration) {
    try {
      git.pause().of(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WorkspaceException.ofMachine("interrupted while waiting for a git lock", e);
    }
  }
}
