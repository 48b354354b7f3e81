package dev.agentpool.activity;

import dev.agentpool.keep.KeptTexts;
import dev.agentpool.redact.Filter;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * What an agent says piece by piece: a secret may begin in one and end in the next, so a piece that
 * may do so waits for what comes after it, and is then one line with it. All others pass as they
 * came. Thread-safe.
 */
final class SaidTexts {
  private static final int LONGEST_WAITING = 16 << 10;
  private final Filter filter;
  private final BiConsumer<String, String> line;
  private final ReentrantLock lock = new ReentrantLock();
  private final StringBuilder waiting = new StringBuilder(); // guarded by lock
  private String shown = ""; // guarded by lock; letters that the filter will give out again
  private String type = ""; // guarded by lock

  /**
   * @param line takes a line of a type
   */
  SaidTexts(KeptTexts kept, BiConsumer<String, String> line) {
    this.filter = kept.filter();
    this.line = line;
  }

  void piece(String ofType, String text) {
    lock.lock();
    try {
      if (!type.equals(ofType)) {
        flush();
        type = ofType;
      }
      take(filter.add(text));
      if (!filter.isHolding()) {
        String opening = filter.opening();
        line.accept(type, waiting + opening.substring(Math.min(shown.length(), opening.length())));
        shown = opening;
        waiting.setLength(0);
      } else if (waiting.length() > LONGEST_WAITING) {
        line.accept(type, waiting.toString());
        waiting.setLength(0);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing of the same text follows. */
  void flush() {
    lock.lock();
    try {
      take(filter.end());
      shown = "";
      if (!waiting.isEmpty()) {
        line.accept(type, waiting.toString());
        waiting.setLength(0);
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(String sure) {
    if (!sure.isEmpty()) {
      waiting.append(sure.startsWith(shown) ? sure.substring(shown.length()) : sure);
      shown = "";
    }
  }
}
