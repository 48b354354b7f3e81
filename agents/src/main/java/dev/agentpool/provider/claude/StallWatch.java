package dev.agentpool.provider.claude;

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
final class StallWatch {
  private static final int TOOL_FACTOR = 3;
  private final ScheduledExecutorService timer;
  private final AwakeTime awake;
  private final Duration interruptPatience;

  StallWatch(ScheduledExecutorService timer, AwakeTime awake, Duration interruptPatience) {
    this.timer = timer;
    this.awake = awake;
    this.interruptPatience = interruptPatience;
  }

  /** What silence is measured in: a machine that sleeps lets nobody speak. */
  AwakeTime awake() {
    return awake;
  }

  void watch(
      ClaudeTurn turn,
      BooleanSupplier waitsForUs,
      Duration limit,
      Runnable endProcess,
      Duration least) {
    long look = Math.max(least.toMillis(), Math.min(limit.toMillis() / 4, 1_000));
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

  private void give(ClaudeTurn turn, Runnable endProcess) {
    turn.stalled();
    giveUp(turn, endProcess);
  }

  /** Interrupts a turn, and ends its process when that does not end it. Blocks. */
  void giveUp(ClaudeTurn turn, Runnable endProcess) {
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
