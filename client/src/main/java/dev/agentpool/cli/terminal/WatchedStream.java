package dev.agentpool.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A print stream that, other than its parent, remembers why it failed. For any thread. */
final class WatchedStream extends PrintStream {
  private final Watch watch;

  WatchedStream(OutputStream stream) {
    this(new Watch(stream));
  }

  private WatchedStream(Watch watch) {
    super(watch, false, StandardCharsets.UTF_8);
    this.watch = watch;
  }

  /** Empty when nothing failed, or when only the reader went away. */
  String failure() {
    return watch.failure;
  }

  private static final class Watch extends FilterOutputStream {
    private volatile String failure = "";

    Watch(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        String why = String.valueOf(e.getMessage());
        failure = why.contains("Broken pipe") ? "" : why;
        throw e;
      }
    }
  }
}
