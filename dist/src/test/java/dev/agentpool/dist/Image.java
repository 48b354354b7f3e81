package dev.agentpool.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program, run as a user runs it: by its launcher, on a home of its own and with
 * nothing of this process's environment but the PATH. Closing it stops its daemon.
 */
final class Image implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 90;

  private final Path folder;
  private final Path scratch;

  /** What a command did. */
  record Done(int exitCode, String out, String err) {}

  Image(Path scratch) {
    this.folder = Path.of(System.getProperty("agentpool.image"));
    this.scratch = scratch;
  }

  Path folder() {
    return folder;
  }

  /** A project whose pool uses the scripted agent. */
  Path project() {
    try {
      Path project = Files.createDirectories(scratch.resolve("project"));
      Path pool = Files.createDirectories(project.resolve(".agent-pool")).resolve("pool.toml");
      Files.writeString(pool, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
      return project;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Done run(Path directory, String... arguments) {
    return runLauncher(folder.resolve("agentpool"), directory, arguments);
  }

  Done runLauncher(Path launcher, Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(scratch, "out", "");
      Path err = Files.createTempFile(scratch, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment());
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            command
                + " takes longer than "
                + PATIENCE_SECONDS
                + " s; it said "
                + Files.readString(err));
      }
      return new Done(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", System.getenv("PATH"),
        "HOME", scratch.toString(),
        "AGENT_POOL_HOME", scratch.resolve("home").toString(),
        "AGENTPOOL_JAVA_HOME", System.getProperty("java.home"));
  }

  @Override
  public void close() {
    if (Files.exists(scratch.resolve("home/state/run/daemon.sock"))) {
      run(scratch, "stop");
    }
  }
}
