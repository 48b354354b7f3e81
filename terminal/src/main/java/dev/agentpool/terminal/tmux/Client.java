package dev.agentpool.terminal.tmux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one tmux command against one server. It inherits nothing: no configuration of the user's, no
 * variable, no terminal. What it prints is read up to a bound; one that takes longer than it may is
 * ended.
 */
final class Client {
  private static final int MOST = 8 << 20;
  private final Path program;
  private final Path folder;

  /**
   * @param folder that the socket lies in
   */
  Client(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  String run(Duration atMost, List<String> words) {
    return run(atMost, words, new byte[0]);
  }

  /**
   * @param input its standard input
   * @throws TmuxException when it fails, or does not end in time
   */
  String run(Duration atMost, List<String> words, byte[] input) {
    List<String> line = new ArrayList<>(Tmux.words(program));
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TERM", "screen"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new TmuxException("tmux could not be started: " + e.getMessage(), e);
    }
    CompletableFuture<String> said = reading(process.getInputStream());
    CompletableFuture<String> complained = reading(process.getErrorStream());
    try {
      CompletableFuture<Void> written = writing(process.getOutputStream(), input);
      if (!process.waitFor(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
        throw new TmuxException(
            "tmux did not " + words.getFirst() + " within " + atMost.toMillis() + " ms");
      }
      written.cancel(true);
      if (process.exitValue() != 0) {
        throw new TmuxException(
            "tmux could not " + words.getFirst() + ": " + rest(complained).strip());
      }
      return rest(said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TmuxException("interrupted while tmux was to " + words.getFirst(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String rest(CompletableFuture<String> read) throws InterruptedException {
    try {
      return read.get(5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return "";
    }
  }

  private static CompletableFuture<String> reading(InputStream from) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (from) {
            return new String(from.readNBytes(MOST), StandardCharsets.UTF_8);
          } catch (IOException gone) {
            return "";
          }
        },
        task -> Thread.ofVirtual().name("tmux-said").start(task));
  }

  private static CompletableFuture<Void> writing(OutputStream to, byte[] input) {
    return CompletableFuture.runAsync(
        () -> {
          try (to) {
            to.write(input);
          } catch (IOException gone) {
            // its end tells
          }
        },
        task -> Thread.ofVirtual().name("tmux-told").start(task));
  }
}
