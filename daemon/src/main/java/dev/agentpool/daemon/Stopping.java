package dev.agentpool.daemon;

import dev.agentpool.node.Node;
import dev.agentpool.rest.Api;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.time.StopPatience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
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

  /** One who never takes their answer holds the process no longer. */
  private static final Duration ANSWERING = Duration.ofSeconds(10);

  private final AwakeTime awake;
  private final Work work;
  private final Runnable exit;
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Node.StopReport> report = new CompletableFuture<>();
  private final Condition answered = lock.newCondition();
  private final Duration answering;
  private int owed; // guarded by lock
  private @Nullable StopPatience patience; // guarded by lock

  /** Ends what the daemon does. */
  interface Work {
    Node.StopReport stop(StopPatience patience) throws InterruptedException;
  }

  /**
   * @param exit ends the process, once, when the work is over and whoever is owed an answer has it,
   *     or did not take it in time
   */
  Stopping(AwakeTime awake, Work work, Runnable exit) {
    this(awake, work, exit, ANSWERING);
  }

  Stopping(AwakeTime awake, Work work, Runnable exit, Duration answering) {
    this.awake = awake;
    this.work = work;
    this.exit = exit;
    this.answering = answering;
  }

  /** Begins the stop, or joins it; returns its report when it is over. */
  Node.StopReport stop(Duration deadline) throws InterruptedException {
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
      awaitAnswers();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exit.run();
    }
  }

  private void awaitAnswers() throws InterruptedException {
    long left = answering.toNanos();
    lock.lockInterruptibly();
    try {
      while (owed > 0 && left > 0) {
        left = answered.awaitNanos(left);
      }
      if (owed > 0) {
        LOG.warn("{} of those who asked for the stop did not take the answer", owed);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The process stays until the answer is out, as long as it is in time. Asked for before the stop
   * begins: one that is over at once would be gone before it is told.
   */
  Api.LastAnswers.Owed owe() {
    lock.lock();
    try {
      owed++;
    } finally {
      lock.unlock();
    }
    return this::paid;
  }

  private void paid() {
    lock.lock();
    try {
      owed--;
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
