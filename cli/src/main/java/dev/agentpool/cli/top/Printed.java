package dev.agentpool.cli.top;

import dev.agentpool.cli.terminal.Wrapped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedString;

/** The last lines of what a command prints. Thread-safe. */
final class Printed extends OutputStream {
  private static final int MOST = 10_000;
  private static final String TAB = "    ";
  private final Runnable news;
  private final List<AttributedString> lines = new ArrayList<>(); // guarded by this
  private byte[] begun = new byte[256]; // guarded by this
  private int length; // guarded by this
  private boolean isClosed; // guarded by this

  /**
   * @param news runs on any thread when there are more lines
   */
  Printed(Runnable news) {
    this.news = news;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    synchronized (this) {
      if (isClosed) {
        throw new IOException("Broken pipe");
      }
      for (int at = offset; at < offset + count; at++) {
        if (bytes[at] == '\n') {
          end();
        } else {
          begun = length < begun.length ? begun : Arrays.copyOf(begun, 2 * length);
          begun[length++] = bytes[at];
        }
      }
    }
    news.run();
  }

  private synchronized void end() {
    String line = new String(begun, 0, length, StandardCharsets.UTF_8).replace("\t", TAB);
    length = 0;
    lines.add(AttributedString.fromAnsi(Columns.coloured(line)));
    if (lines.size() > MOST) {
      lines.subList(0, MOST / 10).clear();
    }
  }

  /** Those there are, longer ones in several. */
  synchronized List<AttributedString> lines(int columns) {
    List<AttributedString> shown = new ArrayList<>();
    for (AttributedString line : lines) {
      if (line.columnLength() <= columns) {
        shown.add(line);
      } else {
        broken(shown, line, columns);
      }
    }
    return shown;
  }

  private static void broken(List<AttributedString> shown, AttributedString line, int columns) {
    String text = line.toString();
    int blanks = text.length() - text.stripLeading().length();
    int indent = blanks < columns / 2 ? blanks : 0;
    for (Wrapped.Piece piece : Wrapped.pieces(text, columns, columns - indent)) {
      AttributedString part = line.subSequence(piece.from(), piece.to());
      AttributedString whole =
          piece.from() == 0
              ? part
              : AttributedString.join(
                  AttributedString.EMPTY, new AttributedString(" ".repeat(indent)), part);
      shown.addAll(
          whole.columnLength() <= columns ? List.of(whole) : whole.columnSplitLength(columns));
    }
  }

  /** Whoever prints more finds that nobody reads it. */
  @Override
  public synchronized void close() {
    isClosed = true;
  }
}
