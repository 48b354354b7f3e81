package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.NodeTimings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's process. Ends with 0 after a stop, also when another daemon runs already; with 4
 * when it cannot start, with the reason on standard error.
 */
public final class DaemonMain {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonMain.class);
  private static final Duration TERM_DEADLINE = Duration.ofSeconds(30);
  private static final int CANNOT = 4;

  private DaemonMain() {}

  public static void main(String[] arguments) {
    System.exit(run());
  }

  private static int run() {
    try {
      Home home = Home.of(System.getenv()).prepared();
      Optional<InstanceLock> lock = InstanceLock.take(home.lock());
      if (lock.isEmpty()) {
        System.err.println("agentpool: another daemon serves " + home.root());
        return 0;
      }
      try (InstanceLock _ = lock.get()) {
        serve(home);
      }
      return 0;
    } catch (LedgerException | IOException | UncheckedIOException e) {
      System.err.println("agentpool: the daemon cannot start: " + e.getMessage());
      LOG.debug("the daemon cannot start", e);
      return CANNOT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CANNOT;
    }
  }

  private static void serve(Home home) throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Daemon daemon = new Daemon(home, System.getenv(), NodeTimings.STANDARD, stopped::countDown);
    Thread terminated =
        Thread.ofPlatform().name("terminated").unstarted(() -> onTerm(daemon, stopped));
    Runtime.getRuntime().addShutdownHook(terminated);
    stopped.await();
    daemon.close();
  }

  /** SIGTERM is a stop. The JVM ends when this returns. */
  private static void onTerm(Daemon daemon, CountDownLatch stopped) {
    if (stopped.getCount() == 0) {
      return;
    }
    try {
      daemon.stop(TERM_DEADLINE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
