package dev.agentpool.activity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One reader's place in a task's activity; each line is read once. Not thread-safe. */
public final class ActivityCursor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BLOCK = 1 << 16;
  private final Path file;
  private final Runnable awaitWritten;
  private long offset;
  private long number;

  ActivityCursor(Path file, Runnable awaitWritten) {
    this(file, awaitWritten, 0, 0);
  }

  ActivityCursor(Path file, Runnable awaitWritten, long offset, long number) {
    this.file = file;
    this.awaitWritten = awaitWritten;
    this.offset = offset;
    this.number = number;
  }

  /** One line; numbers count from 1. */
  public record Line(long number, long atMillis, String type, JsonNode data) {}

  /**
   * The lines since the last call, as many as stand in the next block of the file; empty when there
   * is nothing new.
   */
  public List<Line> next() throws IOException {
    awaitWritten.run();
    List<Line> lines = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int block = BLOCK;
      while (lines.isEmpty() && channel.size() > offset) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(block, channel.size() - offset));
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {}
        take(bytes.array(), bytes.position(), lines);
        if (lines.isEmpty() && bytes.position() < block) {
          break; // half a line: it is being written
        }
        block *= 2;
      }
    } catch (NoSuchFileException nothingYet) {
      return List.of();
    }
    return lines;
  }

  /** The number of the last line that was read; 0 before the first. */
  public long last() {
    return number;
  }

  /** The byte behind that line. */
  public long offset() {
    return offset;
  }

  private void take(byte[] bytes, int length, List<Line> lines) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        number++;
        add(new String(bytes, start, i - start, StandardCharsets.UTF_8), lines);
        start = i + 1;
      }
    }
    offset += start;
  }

  private void add(String text, List<Line> lines) {
    try {
      JsonNode node = JSON.readTree(text);
      lines.add(
          new Line(
              number,
              node.path("at_ms").asLong(0),
              node.path("type").asString(""),
              node.path("data")));
    } catch (JacksonException damaged) {
      lines.add(
          new Line(
              number,
              0,
              "notice",
              JSON.createObjectNode().put("text", "a line of the activity is damaged")));
    }
  }
}
