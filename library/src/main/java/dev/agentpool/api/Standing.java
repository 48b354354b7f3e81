package dev.agentpool.api;

import dev.agentpool.answer.Pause;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.operation.PoolRows;
import dev.agentpool.request.Nothing;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While somebody waits, tells the program's log ({@link System.Logger} {@code dev.agentpool.api})
 * what the pool's tasks wait for: what stands still, each thing once a wait.
 */
final class Standing implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.agentpool.api");
  private static final long LOOK_SECONDS = 3;
  private final Calls calls;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Set<String> said = new HashSet<>(); // of the looking thread

  private Standing(Calls calls) {
    this.calls = calls;
  }

  /** Looks every few seconds until it is closed. */
  static Standing watch(Calls calls) {
    Standing standing = new Standing(calls);
    Thread.ofVirtual().name("agentpool-standing").start(standing::look);
    return standing;
  }

  private void look() {
    try {
      while (!over.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        PoolStatus now = calls.ask(PoolRows.STATUS, Nothing.MORE);
        if (now.pendingTasks() > 0) {
          now.paused().forEach(pause -> sayOnce(line(pause)));
          now.problem().ifPresent(problem -> sayOnce("the pool stands still: " + problem));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PoolException gone) {
      // whoever waits finds out by itself
    }
  }

  private static String line(Pause pause) {
    return (pause.provider().isEmpty() ? "the project" : "provider " + pause.provider())
        + " stands still ("
        + pause.code()
        + "): "
        + pause.why()
        + "; one task tries again at "
        + pause.until();
  }

  private void sayOnce(String line) {
    if (said.add(line)) {
      LOG.log(Level.WARNING, "a task waits: {0}", line);
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
