package dev.agentpool.provider.turn;

import dev.agentpool.session.Turn;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends turns that fell silent: first an interrupt, then, when that does not end the turn, its
 * process. While a tool runs three times the silence is allowed, since a build may be quiet and
 * right.
 */
public final class StallWatch {
  private static final int TOOL_FACTOR = 3;
  private static final Duration LOOK = Duration.ofMillis(200);
  private final ScheduledExecutorService timer;
  private final AwakeTime awake;
  private final Duration interruptPatience;

  /** A turn as the watch sees it. Thread-safe. */
  public interface Watched extends Turn {
    String id();

    boolean over();

    /** Since when nothing was heard of its agent. */
    Duration quiet();

    boolean toolRunning();

    /** Whether it has its answer and waits for work that the agent left running. */
    boolean waitsForBackground();

    /** Something shows that the agent is not the one who is silent. */
    void touched();

    /** It was silent for too long and is being ended. */
    void stalled();

    /** Called now and then while it is watched. */
    void look();
  }

  public StallWatch(ScheduledExecutorService timer, AwakeTime awake, Duration interruptPatience) {
    this.timer = timer;
    this.awake = awake;
    this.interruptPatience = interruptPatience;
  }

  /** What silence is measured in: a machine that sleeps lets nobody speak. */
  public AwakeTime awake() {
    return awake;
  }

  /**
   * @param waitsForUs whether the agent waits for an answer of ours
   */
  public void watch(Watched turn, BooleanSupplier waitsForUs, Duration limit, Runnable endProcess) {
    long look = Math.max(LOOK.toMillis(), Math.min(limit.toMillis() / 4, 1_000));
    AtomicReference<@Nullable ScheduledFuture<?>> self = new AtomicReference<>();
    Runnable check =
        () -> {
          turn.look();
          if (waitsForUs.getAsBoolean() || turn.waitsForBackground()) {
            turn.touched();
          }
          boolean silent =
              turn.quiet().compareTo(turn.toolRunning() ? limit.multipliedBy(TOOL_FACTOR) : limit)
                  > 0;
          if (turn.over() || silent) {
            ScheduledFuture<?> mine = self.get();
            if (mine != null) {
              mine.cancel(false);
            }
          }
          if (silent && !turn.over()) {
            Thread.ofVirtual().name("stalled-" + turn.id()).start(() -> give(turn, endProcess));
          }
        };
    self.set(timer.scheduleWithFixedDelay(check, look, look, TimeUnit.MILLISECONDS));
  }

  private void give(Watched turn, Runnable endProcess) {
    turn.stalled();
    giveUp(turn, endProcess);
  }

  /** Interrupts a turn, and ends its process when that does not end it. Blocks. */
  public void giveUp(Watched turn, Runnable endProcess) {
    try {
      turn.interrupt();
      if (turn.await(interruptPatience).isEmpty()) {
        endProcess.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
