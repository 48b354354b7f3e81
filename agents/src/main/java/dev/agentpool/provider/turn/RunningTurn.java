package dev.agentpool.provider.turn;

import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is the same of every turn under way: it tells its listener one event at a time, knows since
 * when its agent is silent, completes exactly once, and is awaited. Thread-safe.
 */
public abstract class RunningTurn implements StallWatch.Watched {
  private static final Logger LOG = LoggerFactory.getLogger(RunningTurn.class);

  /** Held while the listener is told; an event at a time, in order. */
  protected final ReentrantLock telling = new ReentrantLock();

  private final TurnRequest request;
  private final TurnListener listener;
  private final AwakeTime awake;
  private final CompletableFuture<AgentReport> done = new CompletableFuture<>();
  private volatile boolean stalled;
  private volatile long heardNanos;

  /**
   * @param awake what its agent's silence is measured in
   */
  protected RunningTurn(TurnRequest request, TurnListener listener, AwakeTime awake) {
    this.request = request;
    this.listener = listener;
    this.awake = awake;
    this.heardNanos = awake.nanos();
  }

  protected final TurnRequest request() {
    return request;
  }

  @Override
  public final String id() {
    return request.id();
  }

  /** Something was heard of its agent. */
  @Override
  public final void touched() {
    heardNanos = awake.nanos();
  }

  @Override
  public final Duration quiet() {
    return awake.since(heardNanos);
  }

  @Override
  public final void stalled() {
    stalled = true;
  }

  /** Whether it is being ended because it was silent for too long. */
  protected final boolean isStalled() {
    return stalled;
  }

  /** A listener that fails spoils nothing. */
  protected final void tell(AgentEvent event) {
    telling.lock();
    try {
      listener.heard(event);
    } catch (RuntimeException e) {
      LOG.error("the listener of turn {} failed", request.id(), e);
    } finally {
      telling.unlock();
    }
  }

  public void complete(AgentReport result) {
    done.complete(result);
  }

  @Override
  public final boolean over() {
    return done.isDone();
  }

  @Override
  public final AgentReport await() throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw neverFails(e);
    }
  }

  @Override
  public final Optional<AgentReport> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(done.get(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS));
    } catch (TimeoutException notYet) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw neverFails(e);
    }
  }

  private static IllegalStateException neverFails(ExecutionException e) {
    return new IllegalStateException("a turn never fails", e);
  }
}
