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
 * One run of a program, with this environment and no other, and nothing to read. Closing it kills
 * what still runs.
 */
final class Program implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final List<String> line;
  private final Process process;
  private final Path out;
  private final Path err;

  /** What it did. */
  record Done(int exitCode, String out, String err) {}

  Program(List<String> line, Path directory, Map<String, String> environment, Path scratch) {
    this.line = line;
    try {
      out = Files.createTempFile(scratch, "out", "");
      err = Files.createTempFile(scratch, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(listeningToInterrupts(line))
              .directory(directory.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A build in the background ignores SIGINT, and so would all that it starts. */
  private static List<String> listeningToInterrupts(List<String> line) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
    command.addAll(line);
    return command;
  }

  long pid() {
    return process.pid();
  }

  Done done() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            line + " takes longer than " + PATIENCE_SECONDS + " s; it said " + said());
      }
      return new Done(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      close();
    }
  }

  private String said() throws IOException {
    return Files.readString(err) + Files.readString(out);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
