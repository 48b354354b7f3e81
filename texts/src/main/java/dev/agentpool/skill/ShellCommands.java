package dev.agentpool.skill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs shell inserts by {@code sh -c}, without input, with both outputs in one, in the skill's
 * directory.
 *
 * @param environment all that the command sees, besides {@code CLAUDE_SKILL_DIR}
 * @param elsewhere the directory for skills without one
 * @param timeout after which a command and its children are killed
 * @param limit bytes of output that are kept
 */
public record ShellCommands(
    Map<String, String> environment, Path elsewhere, Duration timeout, int limit)
    implements ShellInserts {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int LIMIT = 64 * 1024;

  public ShellCommands {
    environment = Map.copyOf(environment);
  }

  /** With 30 seconds and 64 KiB for each command. */
  public ShellCommands(Map<String, String> environment, Path elsewhere) {
    this(environment, elsewhere, TIMEOUT, LIMIT);
  }

  @Override
  public String output(String command, @Nullable Path directory) {
    try {
      return run(command, directory);
    } catch (IOException e) {
      return failed(command, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(command, "it was interrupted");
    }
  }

  private String run(String command, @Nullable Path directory)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    builder.directory((directory == null ? elsewhere : directory).toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.environment().put("CLAUDE_SKILL_DIR", directory.toString());
    }
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      OutputReader output = OutputReader.start(process.getInputStream(), limit);
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return failed(command, "it took longer than " + timeout.toSeconds() + " s");
      }
      String text = output.textAtEnd();
      return process.exitValue() == 0
          ? text
          : failed(
              command, "exit code " + process.exitValue() + (text.isEmpty() ? "" : ": " + text));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.getInputStream().close();
    }
  }

  private static String failed(String command, String why) {
    return "[command failed: " + command + ": " + why + "]";
  }
}
