package dev.agentpool.provider.cli;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.process.Child;
import dev.agentpool.process.Exit;
import dev.agentpool.process.Input;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.OutputListener;
import dev.agentpool.process.ProcessException;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Short-lived programs that are asked something: without a shell, apart from the daemon's own
 * processes, within a time and a size, and nothing of them is left. Thread-safe.
 */
public final class ProbeProcess {
  private static final Duration END = Duration.ofSeconds(1);
  private static final long OUTPUT = 900_000;
  private static final int LINE = 500_000;
  private static final int COMPLAINT = 2_000;
  private static final int MOST_WAITING = 1_000;
  private final ProcessHost host;
  private final Path scratch;

  /**
   * @param scratch a folder of its own; what a daemon before left in it is ended
   */
  public ProbeProcess(ProcessHost host, Path scratch) {
    this.host = host;
    this.scratch = scratch;
    for (Path left : folders(scratch)) {
      host.end(left, Duration.ZERO);
      delete(left);
    }
  }

  /**
   * What a program said.
   *
   * @param code its exit code; 124 when its time was over
   * @param text of both its outputs, at most a megabyte
   */
  public record Said(int code, String text) {}

  /** Runs it to its end, with nothing on its input. */
  public Said run(
      List<String> arguments, Map<String, String> environment, Path directory, Duration atMost)
      throws InterruptedException {
    Path folder = folder();
    try {
      Child child =
          host.start(
              launch(folder, arguments, plain(environment), directory)
                  .withInput(new Input.FromFile(Path.of("/dev/null"))));
      int code = 124;
      try {
        child.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        code = child.exit().map(ProbeProcess::code).orElse(1);
      } catch (TimeoutException | ExecutionException late) {
        // told by the code
      } finally {
        child.end(END);
      }
      return new Said(
          code, BoundedFile.text(folder.resolve("out")) + "\n" + child.errorTail(COMPLAINT));
    } catch (ProcessException | IOException e) {
      return new Said(126, String.valueOf(e.getMessage()));
    } finally {
      delete(folder);
    }
  }

  private static int code(Exit exit) {
    return switch (exit) {
      case Exit.Code(int code) -> code;
      case Exit.Signal(int signal) -> 128 + signal;
      case Exit.Unknown _ -> 1;
    };
  }

  /** What is said with a program, a JSON object a line. */
  public final class Talk implements AutoCloseable {
    private final Child child;
    private final BlockingQueue<Optional<JsonNode>> lines = new LinkedBlockingQueue<>(MOST_WAITING);

    private Talk(Child child) {
      this.child = child;
      child.follow(
          0,
          new OutputListener() {
            @Override
            public void line(String line, long offset) {
              Json.parse(line).ifPresent(one -> lines.offer(Optional.of(one)));
            }

            @Override
            public void oversized(long bytes, String shorter, long offset) {
              Json.parse(shorter).ifPresent(one -> lines.offer(Optional.of(one)));
            }

            @Override
            public void ended() {
              lines.offer(Optional.empty());
            }
          });
    }

    /** Says a line. */
    public void say(JsonNode message) {
      child.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The first object of this kind; null when none comes in time, or ever. */
    public @Nullable JsonNode hear(Predicate<JsonNode> kind, Duration atMost)
        throws InterruptedException {
      long end = System.nanoTime() + atMost.toNanos();
      while (true) {
        Optional<JsonNode> next =
            lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (next == null || next.isEmpty()) {
          return null;
        }
        if (kind.test(next.get())) {
          return next.get();
        }
      }
    }

    /** What it complained of last. */
    public String complaint() {
      return child.errorTail(COMPLAINT).strip();
    }

    @Override
    public void close() {
      child.closeInput();
      child.end(END);
      delete(child.folder());
    }
  }

  /**
   * Starts a program to speak with.
   *
   * @throws ProcessException when it cannot be started
   */
  public Talk talk(List<String> arguments, Map<String, String> environment, Path directory) {
    Path folder = folder();
    try {
      return new Talk(host.start(launch(folder, arguments, plain(environment), directory)));
    } catch (ProcessException failed) {
      delete(folder);
      throw failed;
    }
  }

  private static LaunchSpec launch(
      Path folder, List<String> arguments, Map<String, String> environment, Path directory) {
    return new LaunchSpec(folder, arguments, environment, directory, OUTPUT, LINE);
  }

  private static Map<String, String> plain(Map<String, String> environment) {
    Map<String, String> plain = new HashMap<>(environment);
    plain.putAll(Map.of("TERM", "dumb", "NO_COLOR", "1", "CLICOLOR", "0", "FORCE_COLOR", "0"));
    return plain;
  }

  private Path folder() {
    return scratch.resolve(UUID.randomUUID().toString());
  }

  private static List<Path> folders(Path scratch) {
    try (Stream<Path> left = Files.list(scratch)) {
      return left.toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | java.io.UncheckedIOException left) {
      // gone with the next daemon's start
    }
  }
}
