package dev.agentpool.cli.top;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonClient;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at the daemon soon after its journal told of something, and now and then without that; and
 * goes on looking while there is none.
 */
final class News implements AutoCloseable {
  private static final int BETWEEN_MS = 250;
  private static final int AGAIN_MS = 5_000;
  private static final int AWAY_MS = 1_000;
  private final DaemonClient daemon;
  private final Consumer<Look> looked;
  private final Consumer<String> gone;
  private final Semaphore happened = new Semaphore(1);
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param daemon one that starts none
   * @param looked hears of what there is, on a thread of this
   * @param gone hears why nothing can be seen, on a thread of this
   */
  News(DaemonClient daemon, Consumer<Look> looked, Consumer<String> gone) {
    this.daemon = daemon;
    this.looked = looked;
    this.gone = gone;
  }

  void start() {
    Thread.ofPlatform().daemon().name("top-looks").start(this::lookAlways);
    Thread.ofPlatform().daemon().name("top-hears").start(this::hearAlways);
  }

  /** Looks soon. */
  void look() {
    happened.release();
  }

  private void lookAlways() {
    try {
      int pause = BETWEEN_MS;
      while (!over.await(pause, TimeUnit.MILLISECONDS)) {
        happened.tryAcquire(pause == AWAY_MS ? 0 : AGAIN_MS, TimeUnit.MILLISECONDS);
        happened.drainPermits(); // before it is asked: what happens meanwhile is looked at next
        pause = looks() ? BETWEEN_MS : AWAY_MS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean looks() {
    try {
      looked.accept(Look.at(daemon));
      return true;
    } catch (CliException unanswered) {
      gone.accept(unanswered.getMessage());
      return false;
    }
  }

  private void hearAlways() {
    try {
      do {
        try {
          daemon.events(
              "/v1/journal?follow=true",
              _ -> {
                happened.release();
                return over.getCount() > 0;
              });
        } catch (IOException | CliException away) {
          // the looks tell of it
        }
        happened.release();
      } while (!over.await(AWAY_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    happened.release();
  }
}
