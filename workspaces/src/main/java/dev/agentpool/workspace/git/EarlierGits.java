package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The gits that a daemon left at work when it was killed. Each still does what it was told, so a
 * branch could be dropped that the next daemon has just made again for the same task; they are
 * waited for, and ended when that takes too long. A git is known by a variable in its environment.
 * One that has left its session to stay (a cache, say) is left alone.
 */
final class EarlierGits {
  /** Says whose a git is: the daemon's home. */
  static final String VARIABLE = "AGENTPOOL_GIT_OF";

  private static final Path PROC = Path.of("/proc");
  private static final Duration GRACE = Duration.ofSeconds(2);

  private EarlierGits() {}

  /** Returns when none is left; at once where there is no {@code /proc} to look into. */
  static void awaitEnd(Path home, Duration patience) {
    List<ProcessHandle> left = find(home);
    long deadline = System.nanoTime() + patience.toNanos();
    for (ProcessHandle git : left) {
      if (!hasEnded(git, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        git.destroy(); // it removes its locks
        if (!hasEnded(git, GRACE)) {
          git.destroyForcibly();
          hasEnded(git, GRACE);
        }
      }
    }
  }

  private static List<ProcessHandle> find(Path home) {
    try (Stream<Path> processes = Files.list(PROC)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .filter(process -> isGit(process) && isOf(process, home))
          .flatMap(process ->
              ProcessHandle.of(Long.parseLong(process.getFileName().toString())).stream())
          .toList();
    } catch (IOException nowhere) {
      return List.of();
    }
  }

  /** By its name, and not the first of a session of its own. */
  private static boolean isGit(Path process) {
    String stat = text(process.resolve("stat"));
    int end = stat.lastIndexOf(')');
    int begin = stat.indexOf('(');
    if (begin < 0 || end < begin || !stat.substring(begin + 1, end).startsWith("git")) {
      return false;
    }
    String[] fields = stat.substring(end + 1).strip().split(" ");
    return fields.length > 3 && !fields[3].equals(process.getFileName().toString());
  }

  private static boolean isOf(Path process, Path home) {
    return Optional.of(text(process.resolve("environ")))
        .filter(environment ->
            ("\0" + environment + "\0").contains("\0" + VARIABLE + "=" + home + "\0"))
        .isPresent();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException goneOrAnothers) {
      return "";
    }
  }

  private static boolean hasEnded(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException unknown) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
