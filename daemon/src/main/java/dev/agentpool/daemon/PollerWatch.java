package dev.agentpool.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether virtual threads still hear of input. The JDK's poller is a thread that ends for
 * good when it fails, mostly for want of descriptors: from then on no connection is answered and no
 * selector works, and nothing in the process can mend that. So the daemon ends as if it had been
 * killed: its agents go on, and the next command starts one that takes them over.
 *
 * <p>What it needs is opened at the start, and it runs on a platform thread.
 */
final class PollerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollerWatch.class);
  private static final long BETWEEN_MILLIS = 3_000;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int IN_VAIN = 3; // one may be a machine that slept
  private final Echo echo;
  private final long between;
  private final long patience;
  private final Runnable dead;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Goes once through the poller. */
  interface Echo extends AutoCloseable {
    void call() throws IOException;

    /** Whether what was called came back in time. */
    boolean heard(long millis) throws InterruptedException;

    @Override
    void close() throws IOException;
  }

  /**
   * @param dead called once, when nothing is heard any more
   */
  static PollerWatch start(Runnable dead) throws IOException {
    PollerWatch watch = new PollerWatch(throughThePoller(), BETWEEN_MILLIS, PATIENCE_MILLIS, dead);
    watch.thread.start();
    return watch;
  }

  static Echo throughThePoller() throws IOException {
    return new PipeEcho(Pipe.open());
  }

  PollerWatch(Echo echo, long between, long patience, Runnable dead) {
    this.echo = echo;
    this.between = between;
    this.patience = patience;
    this.dead = dead;
    this.thread = Thread.ofPlatform().daemon().name("poller-watch").unstarted(this::watch);
  }

  void watch() {
    try {
      for (int inVain = 0; inVain < IN_VAIN; ) {
        if (closed.await(between, TimeUnit.MILLISECONDS)) {
          return;
        }
        echo.call();
        inVain = echo.heard(patience) ? 0 : inVain + 1;
      }
    } catch (InterruptedException e) {
      return; // closed
    } catch (IOException e) {
      LOG.error("the watch over the JDK's poller failed", e);
      return;
    }
    LOG.error(
        "the JDK's poller is dead (too many open files are the usual reason): no connection can be"
            + " answered any more, so this daemon ends; its agents go on, and the next command"
            + " starts a daemon that takes them over");
    dead.run();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    thread.interrupt(); // it may be listening
    echo.close();
  }

  private static final class PipeEcho implements Echo {
    private final Pipe pipe;
    private final Semaphore heard = new Semaphore(0);

    PipeEcho(Pipe pipe) {
      this.pipe = pipe;
      Thread.ofVirtual().name("poller-echo").start(this::read);
    }

    private void read() {
      ReadableByteChannel source = pipe.source();
      ByteBuffer one = ByteBuffer.allocate(1);
      try {
        while (source.read(one.clear()) >= 0) {
          heard.release();
        }
      } catch (IOException closedOrBroken) {
        LOG.debug("the echo ended", closedOrBroken);
      }
    }

    @Override
    public void call() throws IOException {
      pipe.sink().write(ByteBuffer.wrap(new byte[1]));
    }

    @Override
    public boolean heard(long millis) throws InterruptedException {
      return heard.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
      pipe.sink().close();
      pipe.source().close();
    }
  }
}
