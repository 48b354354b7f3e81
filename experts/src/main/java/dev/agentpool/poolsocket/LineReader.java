package dev.agentpool.poolsocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, none longer than is allowed. One thread at a time. */
final class LineReader {
  private final InputStream in;
  private final byte[] buffer = new byte[8 << 10];
  private int at;
  private int end;

  /** A line that is longer than allowed. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(int most) {
      super("a line is longer than " + most + " bytes");
    }
  }

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Until the other side has said all. */
  void skipAll() throws IOException {
    at = 0;
    end = 0;
    while (in.read(buffer) >= 0) {
      continue; // nobody wants it
    }
  }

  /** Null at the end; what stands before it without a line end is a line. */
  @Nullable String next(int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
        }
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.write(buffer, from, at - from);
      if (line.size() > most) {
        throw new TooLong(most);
      }
      if (at < end) {
        at++;
        return line.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
