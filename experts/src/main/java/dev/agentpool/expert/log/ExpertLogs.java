package dev.agentpool.expert.log;

import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.FolderLock;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The logs of an expert's sessions, {@code logs/TASK.json}, one line of JSON after another; and
 * what was archived of them.
 */
public final class ExpertLogs {
  static final String LOG = ".json";
  static final String STDERR = ".stderr";
  static final String ARCHIVE = "archive-";

  private static final int USUAL_RETENTION = 50;

  /** So much of a log is read at most. */
  private static final int MAX_BYTES = 64 << 20;

  private final Path logs;

  public ExpertLogs(Path logs) {
    this.logs = logs;
  }

  /** The table of all sessions. */
  public LogIndex index() {
    return new LogIndex(logs);
  }

  /** Begins a log anew; what an earlier session of the task left is replaced. */
  public SessionLog begin(String task) throws IOException {
    check(task);
    Files.createDirectories(logs);
    return new SessionLog(logs.resolve(task + LOG));
  }

  /** What a session wrote to its standard error; nothing is written for nothing. */
  public void stderr(String task, byte[] bytes) throws IOException {
    check(task);
    Path file = logs.resolve(task + STDERR);
    if (bytes.length == 0) {
      Files.deleteIfExists(file);
    } else {
      DurableFile.write(file, bytes);
    }
  }

  /** A log, from the folder or else from the newest archive that has it. */
  public Optional<String> recall(String task) throws IOException {
    check(task);
    Path file = logs.resolve(task + LOG);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      try (InputStream in = Files.newInputStream(file)) {
        return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
      }
    }
    for (Path archive : archives()) {
      Optional<byte[]> found = inside(archive, task + LOG);
      if (found.isPresent()) {
        return found.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** A broken archive hides no other. */
  private static Optional<byte[]> inside(Path archive, String name) {
    try {
      return TarGz.read(archive, name, MAX_BYTES);
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  /** What is said when there is no such log. */
  public static String notFound(String task) {
    return "task log not found: " + task;
  }

  /** Ids of tasks that have a log in the folder, the oldest first. */
  public List<String> tasks() throws IOException {
    return files().stream()
        .map(file -> file.getFileName().toString())
        .map(name -> name.substring(0, name.length() - LOG.length()))
        .toList();
  }

  /**
   * Archives the oldest logs when there are more than are to be kept, and says how many it were.
   *
   * @param keep how many stay; the usual number when it is not above 0
   * @param running tasks whose logs are still written: they stay
   */
  public int rotate(int keep, Set<String> running, Instant now) throws IOException {
    if (!Files.isDirectory(logs)) {
      return 0;
    }
    try (FolderLock held = FolderLock.of(logs)) {
      held.check();
      List<Path> all = files();
      List<Path> ended =
          all.stream().filter(file -> !running.contains(withoutEnding(file))).toList();
      int old = Math.min(ended.size(), all.size() - (keep > 0 ? keep : USUAL_RETENTION));
      return old <= 0 ? 0 : new Rotation(logs, now).archive(ended.subList(0, old));
    }
  }

  static String withoutEnding(Path log) {
    String name = log.getFileName().toString();
    return name.substring(0, name.length() - LOG.length());
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(logs)) {
      return all.filter(file -> file.getFileName().toString().endsWith(LOG))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted(
              Comparator.comparing(ExpertLogs::modified).thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }

  private List<Path> archives() throws IOException {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(logs)) {
      return all.filter(file -> file.getFileName().toString().startsWith(ARCHIVE))
          .filter(file -> file.getFileName().toString().endsWith(Rotation.ENDING))
          .sorted(
              Comparator.comparing(ExpertLogs::modified)
                  .thenComparing(Comparator.naturalOrder())
                  .reversed())
          .toList();
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  private static void check(String task) {
    if (task.isEmpty()) {
      throw new IllegalArgumentException("task ID is empty");
    }
    if (!SafeName.isSafe(task)) {
      throw new IllegalArgumentException(
          "invalid task ID " + GoText.quoted(task) + ": must be a simple filename");
    }
  }
}
