package dev.agentpool.knowledge;

import dev.agentpool.paper.DurableFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The changes of a folder, a line each, oldest first; only ever added to. Beyond its bound the
 * older half is let go of. A line that cannot be read is passed over: what lies before it can then
 * no longer be gone back to.
 */
final class History {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path file;
  private final long most;

  History(Path file, long most) {
    this.file = file;
    this.most = most;
  }

  /**
   * Oldest first. A line is written before its change is carried out: one that never was has a
   * number beyond the newest, or that of a later line.
   *
   * @param newest the number of the newest change that was carried out
   */
  List<Change> read(long newest) throws IOException {
    Map<Long, Change> changes = new TreeMap<>();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        parse(line).filter(c -> c.n() <= newest).ifPresent(c -> changes.put(c.n(), c));
      }
    }
    return List.copyOf(changes.values());
  }

  private static Optional<Change> parse(String line) {
    try {
      return Optional.ofNullable(JSON.readValue(line, Change.class));
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }

  void add(Change change) throws IOException {
    Durable.append(file, JSON.writeValueAsString(change));
    if (Files.size(file) > most) {
      shorten(change.n());
    }
  }

  private void shorten(long newest) throws IOException {
    List<String> lines = new ArrayList<>();
    long room = most / 2;
    for (Change change : read(newest).reversed()) {
      String line = JSON.writeValueAsString(change) + "\n";
      room -= line.length();
      if (room < 0 && !lines.isEmpty()) {
        break;
      }
      lines.add(line);
    }
    DurableFile.write(file, String.join("", lines.reversed()));
  }

  /**
   * A file's text as it was after a change.
   *
   * @param now the file's text as the book knows it
   */
  Optional<String> textAfter(KnowledgeFile wanted, long n, String now, long newest)
      throws IOException {
    String text = now;
    List<Change> later =
        read(newest).stream().filter(change -> change.file() == wanted && change.n() > n).toList();
    for (Change change : later.reversed()) {
      if (!Digests.of(text).equals(change.after())) {
        return Optional.empty();
      }
      text = change.splice().back(text);
      if (!Digests.of(text).equals(change.before())) {
        return Optional.empty();
      }
    }
    return Optional.of(text);
  }
}
