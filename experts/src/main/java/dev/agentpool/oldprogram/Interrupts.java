package dev.agentpool.oldprogram;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** What a person's or a service manager's signal does: the first asks, the second ends at once. */
final class Interrupts {
  private Interrupts() {}

  /**
   * @param asked done on a thread of its own at the first signal; the program then ends as its work
   *     does
   */
  static void first(Runnable asked) {
    AtomicBoolean was = new AtomicBoolean();
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(
          new Signal(name),
          _ -> {
            if (was.getAndSet(true)) {
              Runtime.getRuntime().halt(1);
            }
            Thread.ofPlatform().daemon().name("asked-to-stop").start(asked);
          });
    }
  }
}
