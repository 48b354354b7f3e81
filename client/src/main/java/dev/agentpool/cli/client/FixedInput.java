package dev.agentpool.cli.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of known length. A body that ends early is an error, never a shorter answer. */
final class FixedInput extends InputStream {
  private final InputStream in;
  private long left;

  FixedInput(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int wanted) throws IOException {
    if (left == 0) {
      return -1;
    }
    int got = in.read(bytes, offset, (int) Math.min(wanted, left));
    if (got < 0) {
      throw new EOFException("the daemon's answer ends too early");
    }
    left -= got;
    return got;
  }
}
