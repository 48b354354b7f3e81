package dev.agentpool.node.attempt;

import dev.agentpool.session.Turn;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskResult;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What bounds an attempt's turn: its time, of which sleeps of the machine and waits for answers are
 * none, and a reason of the node to end it. The first reason stands. {@link #interrupt} and {@link
 * #slept} come from any thread, the rest from the attempt's.
 */
final class TurnBounds {
  private final AwakeTime awake;
  private final long startedNanos;
  private final Optional<Duration> timeout;
  private final Consumer<Interruption> first;
  private final Consumer<@Nullable Turn> end;
  private final AtomicReference<@Nullable Interruption> interruption = new AtomicReference<>();
  private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();
  private final AtomicInteger waits = new AtomicInteger();
  private final AtomicLong waitedNanos = new AtomicLong();
  private volatile long waitsSince;
  private final Queue<Duration> sleeps = new ConcurrentLinkedQueue<>();
  private @Nullable Interruption former;
  private Duration leastWait = Duration.ZERO;

  /**
   * @param passed what of its time is over already
   * @param first hears of an interruption before the turn does
   * @param end sees to it that the turn ends after it was interrupted; null before it began
   */
  TurnBounds(
      AwakeTime awake,
      Duration passed,
      Optional<Duration> timeout,
      Consumer<Interruption> first,
      Consumer<@Nullable Turn> end) {
    this.awake = awake;
    this.startedNanos = awake.nanos() - passed.toNanos();
    this.timeout = timeout;
    this.first = first;
    this.end = end;
  }

  /** Waits at least so long, also when the time is over. */
  void waitAtLeast(Duration least) {
    leastWait = least;
  }

  /** A daemon before has ended the turn, if it is found to have been interrupted. */
  void formerly(Interruption why) {
    former = why;
  }

  Duration elapsed() {
    long waited = waitedNanos.get() + (waits.get() > 0 ? awake.nanos() - waitsSince : 0);
    return awake.since(startedNanos).minusNanos(waited);
  }

  /** The agent waits for an answer, and time stands still; for another one meanwhile, too. */
  void waits() {
    if (waits.getAndIncrement() == 0) {
      waitsSince = awake.nanos();
    }
  }

  /** It waits for one answer less. */
  void goesOn() {
    if (waits.decrementAndGet() == 0) {
      waitedNanos.addAndGet(awake.nanos() - waitsSince);
    }
  }

  boolean isInterrupted() {
    return interruption.get() != null;
  }

  /** Ends the attempt early; the first reason stands. Harmless when it is over. */
  void interrupt(Interruption why) {
    if (!interruption.compareAndSet(null, why)) {
      return;
    }
    first.accept(why);
    Turn current = turn.get();
    if (current != null) {
      current.interrupt();
    }
    end.accept(current);
  }

  /** Waits for the end of the turn, or ends it when its time is over. */
  TaskResult await(Turn under) throws InterruptedException {
    turn.set(under);
    if (isInterrupted()) {
      under.interrupt(); // it came while the session was being opened
    }
    Optional<AgentReport> inTime =
        timeout.isPresent() ? awaitInTime(under, timeout.get()) : Optional.of(under.await());
    if (inTime.isEmpty()) {
      interrupt(Interruption.TIMED_OUT);
    }
    return named(TaskResult.of(inTime.isPresent() ? inTime.get() : under.await()));
  }

  /** What is over when the wait is may be a sleep of the machine, which does not count. */
  private Optional<AgentReport> awaitInTime(Turn under, Duration timeout)
      throws InterruptedException {
    Duration left = timeout.minus(elapsed());
    Optional<AgentReport> result = under.await(left.compareTo(leastWait) < 0 ? leastWait : left);
    while (result.isEmpty() && timeout.compareTo(elapsed()) > 0) {
      result = under.await(timeout.minus(elapsed()));
    }
    return result;
  }

  /** The machine slept so long while this ran. */
  void slept(Duration sleep) {
    sleeps.add(sleep);
  }

  /**
   * When the node itself ended the turn, the outcome is the node's reason; a turn that was done by
   * then is done.
   */
  TaskResult named(TaskResult result) {
    Interruption why = interruption.get();
    if (why == null && result.outcome().code() == OutcomeCode.INTERRUPTED) {
      why = former;
    }
    TaskResult told = result;
    for (Duration sleep = sleeps.poll(); sleep != null; sleep = sleeps.poll()) {
      String sentence = AttemptTimes.slept(sleep);
      told = told.noticing(sentence);
    }
    return why == null || told.outcome().success() ? told : told.withOutcome(why.outcome());
  }
}
