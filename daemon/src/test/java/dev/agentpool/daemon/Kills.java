package dev.agentpool.daemon;

import java.util.concurrent.TimeUnit;

/** Kills a daemon with -9 and starts the next, each time a crowd has got so far. */
final class Kills implements AutoCloseable {
  private final Thread thread;
  private volatile boolean over;

  Kills(DaemonProcess daemon, SessionCrowd crowd, int... moments) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int moment : moments) {
                  while (crowd.steps() < moment && !over) {
                    TimeUnit.MILLISECONDS.sleep(
                        1); // the moment of the kill, not a wait for anything
                  }
                  if (!over && !crowd.hasFailed()) {
                    daemon.kill9();
                    daemon.start();
                  }
                }
              } catch (Exception e) {
                throw new IllegalStateException("the daemon could not be started again", e);
              }
            });
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    thread.join();
  }
}
