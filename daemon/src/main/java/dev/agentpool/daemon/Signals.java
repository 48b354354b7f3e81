package dev.agentpool.daemon;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/** The signals that ask a process to end: each is a request to stop, and the second one urges. */
final class Signals {
  private Signals() {}

  /**
   * @param ask hears how many came so far, this one included
   */
  static void onEnd(IntConsumer ask) {
    AtomicInteger count = new AtomicInteger();
    for (String name : new String[] {"TERM", "INT", "HUP"}) {
      Signal.handle(new Signal(name), _ -> ask.accept(count.incrementAndGet()));
    }
  }
}
