package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An index and new objects beside a repository: what is added there changes nothing in it. Used by
 * one thread, for one question that has a time limit.
 */
final class Scratch implements AutoCloseable {
  private final GitPlace place;
  private final Path folder;
  private final Map<String, String> environment;
  private final long endNanos;

  /**
   * @param place the working tree
   * @param commonDir of its repository
   * @param beside a folder of ours
   */
  Scratch(GitPlace place, Path commonDir, Path beside, Duration limit) {
    this.place = place;
    this.endNanos = System.nanoTime() + limit.toNanos();
    try {
      this.folder = Files.createTempDirectory(beside, ".scratch-");
      Files.createDirectories(folder.resolve("objects"));
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot make a scratch folder in " + beside + ": " + e.getMessage(), e);
    }
    this.environment =
        Map.of(
            "GIT_INDEX_FILE",
            index().toString(),
            "GIT_OBJECT_DIRECTORY",
            folder.resolve("objects").toString(),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            quoted(commonDir.resolve("objects").toString()),
            "GIT_OPTIONAL_LOCKS",
            "0");
  }

  Path index() {
    return folder.resolve("index");
  }

  /** A copy of the tree's own index, which knows what need not be read again. */
  boolean copied(Path own) {
    try {
      if (!Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Files.copy(own, index());
      return true;
    } catch (IOException | RuntimeException unreadable) {
      return false;
    }
  }

  /** Git with the index and the objects of this one, within what is left of the time. */
  GitResult run(List<String> command, String input) {
    return in(environment).run(command, input);
  }

  String must(List<String> command, String input) {
    GitResult said = run(command, input);
    if (!said.ok()) {
      throw GitAdvice.failure(said);
    }
    return said.out();
  }

  /** Git with the tree's own index, of which nothing is changed. */
  String asked(String... command) {
    GitResult said = in(Map.of("GIT_OPTIONAL_LOCKS", "0")).run(List.of(command), "");
    if (!said.ok()) {
      throw GitAdvice.failure(said);
    }
    return said.out();
  }

  boolean isOver() {
    return System.nanoTime() - endNanos >= 0;
  }

  private GitPlace in(Map<String, String> more) {
    Duration left = Duration.ofNanos(Math.max(1_000_000, endNanos - System.nanoTime()));
    return new GitPlace(place.git().within(left, more), place.where(), place.own());
  }

  private static String quoted(String path) {
    return path.indexOf(':') < 0 && !path.startsWith("\"")
        ? path
        : '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public void close() {
    try {
      Trees.deleteIfThere(folder);
    } catch (IOException stays) {
      // a folder of ours that begins with a dot: the next question sweeps it
    }
  }
}
