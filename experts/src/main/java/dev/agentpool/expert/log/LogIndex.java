package dev.agentpool.expert.log;

import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.FolderLock;
import dev.agentpool.paper.TableRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of an expert's sessions, {@code logs/index.md} (spec expert-pool 11): a line is added
 * for each, and none is ever taken away. Thread-safe, also among processes.
 */
public final class LogIndex {
  private static final String HEAD =
      """
      | Task ID | Timestamp | From | Exit | Summary |
      |---------|-----------|------|-----:|---------|
      """;

  private final Path logs;

  public LogIndex(Path logs) {
    this.logs = logs;
  }

  public Path file() {
    return logs.resolve("index.md");
  }

  public void add(LogEntry entry) throws IOException {
    try (FolderLock held = FolderLock.of(logs)) {
      held.check();
      Path file = file();
      boolean fresh = !Files.exists(file) || Files.size(file) == 0;
      String before = fresh ? HEAD : endsOpen(file) ? "\n" : "";
      Files.writeString(
          file, before + entry.row(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** Writes it whole from all there are, the oldest first. */
  public void rewrite(List<LogEntry> entries) throws IOException {
    try (FolderLock held = FolderLock.of(logs)) {
      held.check();
      StringBuilder text = new StringBuilder(HEAD);
      entries.forEach(entry -> text.append(entry.row()));
      DurableFile.write(file(), text.toString());
    }
  }

  /** The lines that hold the words, capitals or not; none when there is no table. */
  public List<String> search(String words) throws IOException {
    String wanted = words.toLowerCase(Locale.ROOT);
    return rows().stream().filter(row -> row.toLowerCase(Locale.ROOT).contains(wanted)).toList();
  }

  /** The newest lines, at most so many, the oldest of them first. */
  public List<String> last(int count) throws IOException {
    List<String> rows = rows();
    return rows.subList(Math.max(0, rows.size() - Math.max(0, count)), rows.size());
  }

  /** All lines below the head. */
  public List<String> rows() throws IOException {
    if (!Files.isRegularFile(file())) {
      return List.of();
    }
    List<String> rows = new ArrayList<>();
    new String(Files.readAllBytes(file()), StandardCharsets.UTF_8)
        .lines()
        .skip(2)
        .map(String::strip)
        .filter(row -> !row.isEmpty())
        .forEach(rows::add);
    return List.copyOf(rows);
  }

  /** The task of a line; empty text when it is no line of the table. */
  public static String task(String row) {
    List<String> cells = TableRow.cells(row);
    return cells.isEmpty() ? "" : cells.getFirst();
  }

  /** As a line has no end that was being written when the machine stopped. */
  private static boolean endsOpen(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length > 0 && bytes[bytes.length - 1] != '\n';
  }
}
