package dev.agentpool.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts what a client sends into lines of strict UTF-8 of bounded length. For one thread. */
final class Lines {
  /** What came as one line. */
  sealed interface Line {}

  /** A line without its end. */
  record Text(String text) implements Line {}

  /** A line that is no text; why. */
  record Broken(String why) implements Line {}

  private final ReadableByteChannel from;
  private final int longest;
  private final Intake.Place place = Intake.ofThisHeap().place();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).flip();

  Lines(ReadableByteChannel from, int longest) {
    this.from = from;
    this.longest = longest;
  }

  /**
   * The next line; null at the end. A last line may lack its end. The one before is no longer
   * needed.
   */
  @Nullable Line next() throws IOException {
    place.close();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    boolean full = false;
    while (buffer.hasRemaining() || fill()) {
      int at = buffer.position();
      int end = at;
      while (end < buffer.limit() && buffer.get(end) != '\n') {
        end++;
      }
      length += end - at;
      if (length <= longest && !full) {
        full = !hasRoom(end - at);
        line.write(buffer.array(), at, end - at);
      } else {
        line.reset();
        place.close();
      }
      if (end < buffer.limit()) {
        buffer.position(end + 1);
        return line(line, length, full);
      }
      buffer.position(end);
    }
    return length == 0 ? null : line(line, length, full);
  }

  private boolean hasRoom(int bytes) {
    try {
      place.take(bytes);
      return true;
    } catch (Intake.Full full) {
      return false;
    }
  }

  /** Lets go of the last line. */
  void release() {
    place.close();
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int read = from.read(buffer);
    buffer.flip();
    return read > 0;
  }

  private Line line(ByteArrayOutputStream taken, long length, boolean full) {
    byte[] bytes = taken.toByteArray();
    if (full || (length <= longest && !isParsable(bytes.length))) {
      return new Broken("too much is being sent to the daemon at once: try again");
    }
    if (length > longest) {
      return new Broken(
          "a message of " + length + " bytes is too long; the most is " + longest + " bytes");
    }
    try {
      return new Text(utf8(bytes));
    } catch (CharacterCodingException e) {
      return new Broken("the message is not UTF-8: " + e.getMessage());
    }
  }

  private boolean isParsable(int bytes) {
    try {
      place.takeParsed(bytes);
      return true;
    } catch (Intake.Full full) {
      return false;
    }
  }

  /** The bytes as text; throws where they are not UTF-8. */
  static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }
}
