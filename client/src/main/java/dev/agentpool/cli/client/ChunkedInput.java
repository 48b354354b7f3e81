package dev.agentpool.cli.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body sent in chunks. A body that ends early is an error, never a shorter answer. */
final class ChunkedInput extends InputStream {
  private final InputStream in;
  private long left;
  private boolean first = true;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int wanted) throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int got = in.read(bytes, offset, (int) Math.min(wanted, left));
    if (got < 0) {
      throw new EOFException("the daemon's answer ends too early");
    }
    left -= got;
    return got;
  }

  private void nextChunk() throws IOException {
    if (!first) {
      Connection.line(in); // the end of the chunk before
    }
    first = false;
    String size = Connection.line(in);
    int semicolon = size.indexOf(';');
    try {
      left = Long.parseLong((semicolon < 0 ? size : size.substring(0, semicolon)).trim(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("the daemon's answer has a broken chunk", e);
    }
    if (left == 0) {
      ended = true;
    }
  }
}
