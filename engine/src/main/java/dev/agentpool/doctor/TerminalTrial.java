package dev.agentpool.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether a terminal of tmux shows what a process in it prints: a server of its own, which is gone
 * when this returns.
 */
final class TerminalTrial {
  private static final String SAID = "agentpool-terminal-works";
  private static final int SECONDS = 3;
  private final Path tmux;
  private final Path folder;

  private TerminalTrial(Path tmux, Path folder) {
    this.tmux = tmux;
    this.folder = folder;
  }

  /** Empty when it does, else what is the matter. */
  static String failure(Path tmux) {
    try {
      Path folder = Files.createTempDirectory("agentpool-tmux");
      TerminalTrial trial = new TerminalTrial(tmux, folder);
      try {
        return trial.failure();
      } finally {
        trial.run("kill-server");
        trial.clear();
      }
    } catch (IOException e) {
      return tmux + " cannot be run: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the trial was interrupted";
    }
  }

  private String failure() throws IOException, InterruptedException {
    String socket = folder.resolve("socket").toString();
    String inside =
        "printf '%s\\n' "
            + SAID
            + "; '"
            + tmux
            + "' -S '"
            + socket
            + "' wait-for -S ready; exec cat";
    if (!run("new-session", "-d", "-x", "80", "-y", "24", inside)) {
      return "no session can be started: " + said();
    }
    if (!run("wait-for", "ready")) {
      return "a process in a session did not come up within " + SECONDS + " s";
    }
    if (!run("capture-pane", "-p")) {
      return "the screen cannot be read: " + said();
    }
    return said().contains(SAID) ? "" : "the screen does not show what was printed";
  }

  private boolean run(String... words) throws IOException, InterruptedException {
    List<String> line =
        new java.util.ArrayList<>(
            List.of(tmux.toString(), "-f", "/dev/null", "-S", folder.resolve("socket").toString()));
    line.addAll(List.of(words));
    Process process =
        new ProcessBuilder(line)
            .redirectInput(new java.io.File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"), StandardCharsets.UTF_8).strip();
  }

  private void clear() throws IOException {
    for (String name : List.of("said", "socket")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }
}
