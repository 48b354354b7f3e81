package dev.agentpool.daemon;

import dev.agentpool.node.Node;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.time.StopPatience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one stop of a daemon. It runs on a thread of its own and ends with the process, whatever
 * becomes of those who asked for it: a caller that goes away takes nothing back. Who asks again
 * joins, and may only shorten the wait. Thread-safe.
 */
final class Stopping {
  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
  private static final Duration ANSWERING = Duration.ofSeconds(5);
  private final AwakeTime awake;
  private final Work work;
  private final Runnable exit;
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Node.StopReport> report = new CompletableFuture<>();
  private final CompletableFuture<Void> answered = new CompletableFuture<>();
  private @Nullable StopPatience patience; // guarded by lock
  private volatile boolean awaited;

  /** Ends what the daemon does. */
  interface Work {
    Node.StopReport stop(StopPatience patience) throws InterruptedException;
  }

  /**
   * @param exit ends the process, once, when the work is over and whoever asked has had time to be
   *     answered
   */
  Stopping(AwakeTime awake, Work work, Runnable exit) {
    this.awake = awake;
    this.work = work;
    this.exit = exit;
  }

  /** Begins the stop, or joins it; returns its report when it is over. */
  Node.StopReport stop(Duration deadline) throws InterruptedException {
    awaited = true;
    begin(deadline);
    try {
      return report.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the stop broke: " + e.getCause(), e.getCause());
    }
  }

  /** Begins the stop, or shortens the one under way. */
  void begin(Duration deadline) {
    lock.lock();
    try {
      if (patience != null) {
        patience.atMost(deadline);
        return;
      }
      StopPatience mine = new StopPatience(awake, deadline);
      patience = mine;
      Thread.ofVirtual().name("stop").start(() -> run(mine));
    } finally {
      lock.unlock();
    }
  }

  private void run(StopPatience mine) {
    try {
      Node.StopReport done = work.stop(mine);
      LOG.info("stopped: {}", done);
      report.complete(done);
    } catch (InterruptedException | RuntimeException | Error e) {
      LOG.error("the stop broke; the daemon ends all the same", e);
      report.completeExceptionally(e);
    }
    try {
      if (awaited) {
        answered.get(ANSWERING.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException nobodyTakesIt) {
      // ends without having told
    } finally {
      exit.run();
    }
  }

  /** Whoever asked has the report, or nobody waits for it. */
  void answered() {
    answered.complete(null);
  }
}
