package dev.agentpool.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads parts of a transcript; none begins or ends within a character. */
final class TranscriptReader {
  private static final String NAME = ArtifactKind.TRANSCRIPT.file();

  /** Of the last lines, however many were asked for. */
  private static final int MOST_TAIL = 1 << 20;

  private final ArtifactFolder folder;

  TranscriptReader(ArtifactFolder folder) {
    this.folder = folder;
  }

  TranscriptPage page(long offset, int limit) {
    Optional<FileChannel> file = folder.toRead(NAME);
    if (file.isEmpty()) {
      return missing(OptionalLong.of(0), OptionalInt.of(limit), OptionalInt.empty());
    }
    try (FileChannel channel = file.get()) {
      long size = channel.size();
      long from = Math.min(offset, size);
      byte[] bytes = bytes(channel, from, limit + 2 * Utf8.MOST_BEHIND);
      int begin = Utf8.begins(bytes, 0);
      int end = Math.max(begin, Utf8.ends(bytes, Math.min(bytes.length, begin + limit)));
      if (end == begin && begin < bytes.length) {
        end = Utf8.begins(bytes, begin + 1); // a character that is longer than the page
      }
      String text = Utf8.text(bytes, begin, end);
      return new TranscriptPage(
          folder.file(NAME),
          true,
          OptionalLong.of(from + begin),
          OptionalInt.of(limit),
          OptionalInt.empty(),
          OptionalLong.of(from + end),
          from + end < size,
          size,
          text);
    } catch (IOException e) {
      throw folder.failed("read", folder.file(NAME), e);
    }
  }

  TranscriptPage tail(int lines) {
    Optional<FileChannel> file = folder.toRead(NAME);
    if (file.isEmpty()) {
      return missing(OptionalLong.empty(), OptionalInt.empty(), OptionalInt.of(lines));
    }
    try (FileChannel channel = file.get()) {
      long size = channel.size();
      long from = Math.max(0, size - MOST_TAIL);
      byte[] bytes = bytes(channel, from, MOST_TAIL);
      int begin = bytes.length;
      int seen = 0;
      for (int at = bytes.length - 1; at >= 0; at--) {
        boolean isEnd = bytes[at] == '\n' && at < bytes.length - 1;
        if (isEnd && ++seen == lines) {
          break;
        }
        begin = at;
      }
      begin = from > 0 && begin == 0 ? Utf8.begins(bytes, 0) : begin;
      return new TranscriptPage(
          folder.file(NAME),
          true,
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.of(lines),
          OptionalLong.of(size),
          from + begin > 0,
          size,
          Utf8.text(bytes, begin, bytes.length));
    } catch (IOException e) {
      throw folder.failed("read", folder.file(NAME), e);
    }
  }

  private TranscriptPage missing(OptionalLong offset, OptionalInt limit, OptionalInt tail) {
    return new TranscriptPage(
        folder.file(NAME), false, offset, limit, tail, OptionalLong.of(0), false, 0, "");
  }

  private static byte[] bytes(FileChannel channel, long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size() - from));
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {}
    byte[] read = new byte[bytes.position()];
    bytes.flip().get(read);
    return read;
  }
}
