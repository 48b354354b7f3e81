package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.config.HomeOwner;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.machine.OpenFiles;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.redact.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's process. Ends with 0 after a stop, also when another daemon runs already; with 4
 * when it cannot start, with the reason on standard error; with 70 when it cannot go on, see {@link
 * PollerWatch}. With {@code --to-stop} it takes over what the daemon before left only to end it,
 * and ends itself when it was told to stop, or when nobody does.
 */
public final class DaemonMain {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonMain.class);
  private static final Duration TERM_DEADLINE = Duration.ofSeconds(30);
  private static final Duration TOLD_TO_STOP = Duration.ofSeconds(30);
  private static final Duration HOMELESS = Duration.ofSeconds(12);
  private static final int CANNOT = 4;
  private static final int BROKEN = 70;

  private DaemonMain() {}

  public static void main(String[] arguments) {
    Redaction logged = Redaction.standard();
    DaemonLog.begin(System.getenv(), logged);
    boolean toStop = List.of(arguments).contains("--to-stop");
    System.exit(run(toStop ? Daemon.Purpose.STOP : Daemon.Purpose.SERVE, logged));
  }

  private static int run(Daemon.Purpose purpose, Redaction logged) {
    try {
      Home home = Home.of(System.getenv());
      HomeOwner.check(home);
      Optional<String> tooFew = OpenFiles.ofThisProcess().tooFew();
      if (tooFew.isPresent()) {
        throw new IOException(tooFew.get());
      }
      return switch (taken(home)) {
        case InstanceLock.Outcome.Taken(InstanceLock lock) -> {
          try (lock) {
            serve(home, purpose, logged);
          }
          yield 0;
        }
        case InstanceLock.Outcome.Served _ -> {
          System.err.println("agentpool: another daemon serves " + home.root());
          yield 0;
        }
        case InstanceLock.Outcome.Homeless(String pid) -> {
          System.err.println(
              "agentpool: process "
                  + pid
                  + " is a daemon whose state in "
                  + home.root()
                  + " was removed, and it has not ended yet: end it with kill "
                  + pid
                  + ", then try again");
          yield CANNOT;
        }
      };
    } catch (LedgerException | IOException | UncheckedIOException e) {
      System.err.println("agentpool: the daemon cannot start: " + e.getMessage());
      LOG.debug("the daemon cannot start", e);
      return CANNOT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CANNOT;
    }
  }

  /** A daemon without a home is about to end by itself: it is given the time. */
  private static InstanceLock.Outcome taken(Home home) throws IOException, InterruptedException {
    InstanceLock.Outcome outcome = InstanceLock.take(home);
    if (outcome instanceof InstanceLock.Outcome.Homeless(String pid)) {
      awaitEnd(pid);
      return InstanceLock.take(home);
    }
    return outcome;
  }

  private static void awaitEnd(String pid) throws InterruptedException {
    try {
      ProcessHandle.of(Long.parseLong(pid))
          .map(ProcessHandle::onExit)
          .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()))
          .get(HOMELESS.toSeconds(), TimeUnit.SECONDS);
    } catch (NumberFormatException | ExecutionException | TimeoutException unknownOrStays) {
      LOG.debug("process {} was not seen to end", pid, unknownOrStays);
    }
  }

  private static void serve(Home home, Daemon.Purpose purpose, Redaction logged)
      throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (PollerWatch _ = PollerWatch.start(() -> Runtime.getRuntime().halt(BROKEN));
        Daemon daemon =
            new Daemon(
                home,
                System.getenv(),
                NodeParts.Timings.STANDARD,
                stopped::countDown,
                purpose,
                UnaryOperator.identity(),
                logged);
        AtRest _ = AtRest.ofThisProcess()) {
      Signals.onEnd(count -> daemon.beginStop(count == 1 ? TERM_DEADLINE : Duration.ZERO));
      if (purpose == Daemon.Purpose.STOP
          && !stopped.await(TOLD_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        daemon.beginStop(Duration.ZERO);
      }
      stopped.await();
    }
  }
}
