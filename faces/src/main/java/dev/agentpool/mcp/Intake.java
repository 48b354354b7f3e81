package dev.agentpool.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.StreamReadConstraints;

/**
 * What clients send, before it is anything else: bodies and messages of bounded size, and of all
 * together only as much at a time as the heap has room for. Who finds no room waits a while and is
 * then refused, so that no number of clients ends the daemon. Thread-safe.
 *
 * <p>There is one for this JVM, since there is one heap.
 */
public final class Intake {
  /** The longest body or message, in bytes. */
  public static final int MOST_BYTES = 8 << 20;

  private static final int UNIT = 1024;
  private static final long PATIENCE_MILLIS = 10_000;

  /** What a byte of JSON may become in memory, and the most that all of them can. */
  private static final int GROWTH = 24;

  private static final int MOST_GROWTH = 16 << 20;
  private static final Intake OF_THIS_HEAP = new Intake(Runtime.getRuntime().maxMemory() / 4);
  private final Semaphore units;
  private final int most;

  Intake(long bytes) {
    this.most = (int) Math.clamp(bytes / UNIT, (MOST_BYTES + MOST_GROWTH) / UNIT, 1 << 20);
    this.units = new Semaphore(most, true);
  }

  public static Intake ofThisHeap() {
    return OF_THIS_HEAP;
  }

  /** How JSON from outside is read: whatever it is made of, its tree is not much larger. */
  public static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
        .maxDocumentLength(MOST_BYTES)
        .maxTokenCount(200_000)
        .maxNestingDepth(200)
        .build();
  }

  /** It is longer than is taken. */
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(String what) {
      super(what + " may have at most " + MOST_BYTES + " bytes (8 MiB): send less, or in parts");
    }
  }

  /** Too much of others is being taken. */
  public static final class Full extends IOException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("too much is being sent to the daemon at once: try again");
    }
  }

  /** Room for one body or message; give it back when what was read is no longer needed. */
  public Place place() {
    return new Place();
  }

  /** For one thread at a time. */
  public final class Place implements AutoCloseable {
    private int taken;

    private Place() {}

    /**
     * Reads all.
     *
     * @param declared how long it says it is; negative when it does not
     * @throws TooLong before more than is allowed is held
     */
    public byte[] read(InputStream in, long declared) throws IOException {
      if (declared > MOST_BYTES) {
        throw new TooLong("a body");
      }
      ByteArrayOutputStream bytes =
          new ByteArrayOutputStream((int) Math.clamp(declared, 32, 16 << 10));
      byte[] piece = new byte[8 << 10];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        if (bytes.size() + n > MOST_BYTES) {
          throw new TooLong("a body");
        }
        take(n);
        bytes.write(piece, 0, n);
      }
      return bytes.toByteArray();
    }

    /** Room for so many bytes as they are. */
    public void take(int bytes) throws Full {
      acquire(bytes);
    }

    /** Room for what so many bytes of JSON become. */
    public void takeParsed(int bytes) throws Full {
      acquire((int) Math.min((long) bytes * GROWTH, bytes + (long) MOST_GROWTH));
    }

    private void acquire(int bytes) throws Full {
      int wanted = Math.min(most - taken, (bytes + UNIT - 1) / UNIT);
      try {
        if (!units.tryAcquire(wanted, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new Full();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Full();
      }
      taken += wanted;
    }

    /** May come more than once. */
    @Override
    public void close() {
      units.release(taken);
      taken = 0;
    }
  }
}
