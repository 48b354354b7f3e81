package dev.agentpool.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A FIFO that agents write to by {@code @@append@@}. While it is closed, an agent that comes there
 * stands still; once open, each line that an agent writes is read at the moment it is written. For
 * one thread.
 */
final class Gate implements AutoCloseable {
  private final Path fifo;
  private RandomAccessFile open;

  /** Closed. */
  @SuppressWarnings("NullAway.Init") // open is there from open() on
  Gate(Path fifo) throws IOException, InterruptedException {
    this.fifo = fifo;
    Files.deleteIfExists(fifo);
    if (new ProcessBuilder("mkfifo", "-m", "600", fifo.toString()).start().waitFor() != 0) {
      throw new IOException("cannot make the FIFO " + fifo);
    }
  }

  /** The directive that brings an agent here. */
  String directive(String line) {
    return "@@append " + fifo + " " + line + "@@";
  }

  Gate open() throws IOException {
    open =
        new RandomAccessFile(
            fifo.toFile(), "rw"); // for writing too, so that opening and reading never see an end
    return this;
  }

  /** Blocks until an agent has written a line. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    byte[] one = new byte[1];
    while (true) {
      if (open.read(one) < 0) {
        throw new IOException("the FIFO ended");
      }
      if (one[0] == '\n') {
        return line.toString();
      }
      line.append(new String(one, StandardCharsets.US_ASCII));
    }
  }

  List<String> lines(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(line());
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
    Files.deleteIfExists(fifo);
  }
}
