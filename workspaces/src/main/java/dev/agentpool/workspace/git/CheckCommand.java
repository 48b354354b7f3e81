package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the user's check by {@code sh -c}, with a time limit, and keeps its last lines. */
final class CheckCommand {
  private static final int LINES = 40;
  private static final int LINE_LENGTH = 500;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Map<String, String> environment;
  private final Duration limit;

  CheckCommand(Map<String, String> environment, Duration limit) {
    this.environment = environment;
    this.limit = limit;
  }

  /**
   * @param ending how it ended, in words that follow "the check ..."
   * @param tail its last lines, of both outputs
   */
  record Report(boolean passed, String ending, String tail) {}

  Report run(String command, Path directory) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return watch(builder.start());
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot start the check '" + command + "' by sh: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WorkspaceException.ofMachine("interrupted while the check '" + command + "' ran", e);
    }
  }

  private Report watch(Process process) throws InterruptedException {
    Tail tail = new Tail(process);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        return new Report(false, "was not done after " + said(limit) + " and ended", tail.text());
      }
      int exit = process.exitValue();
      return new Report(exit == 0, "failed with exit code " + exit, tail.text());
    } finally {
      end(process);
    }
  }

  private static String said(Duration limit) {
    return limit.toMinutes() > 0 ? limit.toMinutes() + " minutes" : limit.toMillis() + " ms";
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** Reads to the end on a platform thread. */
  private static final class Tail {
    private final ArrayDeque<String> lines = new ArrayDeque<>(); // guarded by itself
    private final Thread thread;

    Tail(Process process) {
      thread = Thread.ofPlatform().name("check-out").daemon().start(() -> read(process));
    }

    private void read(Process process) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
          if (c == '\n') {
            add(line);
          } else if (line.length() < LINE_LENGTH) {
            line.append((char) c);
          }
        }
        if (!line.isEmpty()) {
          add(line);
        }
      } catch (IOException e) {
        // the child is gone; what came is what there is
      }
    }

    private void add(StringBuilder line) {
      synchronized (lines) {
        lines.add(line.toString().stripTrailing());
        if (lines.size() > LINES) {
          lines.removeFirst();
        }
      }
      line.setLength(0);
    }

    String text() throws InterruptedException {
      thread.join(GRACE); // something left in the background may hold the pipe
      synchronized (lines) {
        return lines.isEmpty() ? "(it printed nothing)" : String.join("\n", lines);
      }
    }
  }
}
