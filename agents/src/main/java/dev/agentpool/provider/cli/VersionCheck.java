package dev.agentpool.provider.cli;

import dev.agentpool.process.BoundedFile;
import dev.agentpool.process.Child;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.ProcessException;
import dev.agentpool.process.ProcessHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Whether an executable is too old, found once for each file and time of change. It is asked beside
 * the start of its first session and behind the same walls, since it may lie where agents write.
 */
final class VersionCheck {
  static final String FOLDER = "version";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final ProcessHost processes;
  private final VersionFloor floor;
  private final Map<File, Optional<String>> known = new ConcurrentHashMap<>();

  private record File(Path real, FileTime changed, long size) {
    static File of(Path program) throws IOException {
      return new File(
          program.toRealPath(), Files.getLastModifiedTime(program), Files.size(program));
    }
  }

  VersionCheck(ProcessHost processes, VersionFloor floor) {
    this.processes = processes;
    this.floor = floor;
  }

  /** The question, put together; nothing runs yet. */
  interface Question {
    LaunchSpec launch() throws IOException;
  }

  /**
   * Asks when it is not known. Completes with why the program cannot be used, within some seconds;
   * empty when it can, or when it did not say.
   */
  CompletableFuture<Optional<String>> of(Path program, Question question, Duration atMost)
      throws IOException {
    File file = File.of(program);
    Optional<String> before = known.get(file);
    if (before != null) {
      return CompletableFuture.completedFuture(before);
    }
    LaunchSpec launch = question.launch();
    Duration patience = atMost.compareTo(PATIENCE) < 0 ? atMost : PATIENCE;
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("version-" + program.getFileName())
        .start(() -> {
          try {
            Optional<String> found = floor.objection(said(launch, patience), program);
            known.put(file, found);
            answer.complete(found);
          } catch (RuntimeException unknown) {
            answer.complete(Optional.empty());
          }
        });
    return answer;
  }

  private String said(LaunchSpec launch, Duration patience) {
    Child child = processes.start(launch);
    try {
      child.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return BoundedFile.text(child.folder().resolve("out"));
    } catch (TimeoutException | ExecutionException | IOException silent) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException(
          ProcessException.Code.HOST_CLOSED, "interrupted while the version was asked", e);
    } finally {
      child.end(Duration.ZERO);
      delete(child.folder());
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException left) {
      // it goes with the session's folder
    }
  }
}
