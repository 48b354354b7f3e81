package dev.agentpool.testkit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What was served, and what it cost. Safe for use by many threads. */
final class Billing {
  private static final int KEPT_BODIES = 8;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<ModelRequest> requests = new ArrayList<>(); // guarded by lock
  private final ModelPrices prices;
  private final ArrayDeque<String> bodies = new ArrayDeque<>(); // guarded by lock
  private long nanodollars; // guarded by lock

  Billing(ModelPrices prices) {
    this.prices = prices;
  }

  record Entry(
      Instant time,
      String model,
      boolean streamed,
      String promptExcerpt,
      String sessionId,
      String key,
      int status,
      TokenUsage usage) {}

  void add(Entry entry) {
    long cost = entry.status() == 200 ? prices.nanodollars(entry.model(), entry.usage()) : 0;
    lock.lock();
    try {
      nanodollars += cost;
      requests.add(
          new ModelRequest(
              requests.size() + 1L,
              entry.time(),
              entry.model(),
              entry.streamed(),
              entry.promptExcerpt(),
              entry.sessionId(),
              entry.key(),
              entry.status(),
              entry.usage(),
              cost));
    } finally {
      lock.unlock();
    }
  }

  /** Keeps what was asked, the latest few. */
  void asked(String body) {
    lock.lock();
    try {
      bodies.addLast(body);
      if (bodies.size() > KEPT_BODIES) {
        bodies.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  List<String> bodies() {
    lock.lock();
    try {
      return List.copyOf(bodies);
    } finally {
      lock.unlock();
    }
  }

  List<ModelRequest> requests() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  long nanodollars() {
    lock.lock();
    try {
      return nanodollars;
    } finally {
      lock.unlock();
    }
  }

  void reset() {
    lock.lock();
    try {
      requests.clear();
      nanodollars = 0;
    } finally {
      lock.unlock();
    }
  }
}
