package dev.agentpool.skill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    long deadline = System.nanoTime() + timeout.toNanos();
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      CompletableFuture<byte[]> output = reading(process.getInputStream());
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return failed(command, "it took longer than " + timeout.toSeconds() + " s");
      }
      long left = Math.max(0, deadline - System.nanoTime());
      String text = text(output.get(left, TimeUnit.NANOSECONDS));
      return process.exitValue() == 0
          ? text
          : failed(command, "exit code " + process.exitValue() + (text.isEmpty() ? "" : ": " + text));
    } catch (TimeoutException e) { // a child that outlives the shell holds the pipe
      return failed(command, "it took longer than " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      return failed(command, String.valueOf(e.getCause()));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.getInputStream().close();
    }
  }

  /** Reads to the end, so that the command is not held up, but keeps only the limit. */
  private CompletableFuture<byte[]> reading(InputStream in) {
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("shell-insert")
        .start(
            () -> {
              try {
                byte[] kept = in.readNBytes(limit + 1);
                in.transferTo(OutputStream.nullOutputStream());
                output.complete(kept);
              } catch (IOException e) {
                output.completeExceptionally(e);
              }
            });
    return output;
  }

  private String text(byte[] bytes) {
    boolean cut = bytes.length > limit;
    String text = new String(bytes, 0, Math.min(limit, bytes.length), StandardCharsets.UTF_8);
    return cut ? text.strip() + "\n[output cut at " + limit + " bytes]" : text.strip();
  }

  private static String failed(String command, String why) {
    return "[command failed: " + command + ": " + why + "]";
  }
}
