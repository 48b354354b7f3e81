package dev.agentpool.testkit;

import dev.agentpool.testkit.model.ModelDesk;
import dev.agentpool.testkit.model.Served;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What was served, and what it cost. Safe for use by many threads. */
final class Billing implements ModelDesk.Books {
  private static final int KEPT_BODIES = 8;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<ModelRequest> requests = new ArrayList<>(); // guarded by lock
  private final ModelPrices prices;
  private final ArrayDeque<String> bodies = new ArrayDeque<>(); // guarded by lock
  private long nanodollars; // guarded by lock

  Billing(ModelPrices prices) {
    this.prices = prices;
  }

  @Override
  public void served(Served request) {
    TokenUsage usage = TokenUsage.of(request.usage());
    boolean priced = request.api().equals(ModelRequest.PRICED) && request.status() == 200;
    long cost = priced ? prices.nanodollars(request.model(), usage) : 0;
    lock.lock();
    try {
      nanodollars += cost;
      requests.add(
          new ModelRequest(
              requests.size() + 1L,
              request.time(),
              request.model(),
              request.streamed(),
              request.promptExcerpt(),
              request.sessionId(),
              request.key(),
              request.status(),
              usage,
              cost,
              request.api(),
              request.purpose()));
    } finally {
      lock.unlock();
    }
  }

  /** Keeps what was asked, the latest few. */
  @Override
  public void asked(String body) {
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

  /** What was served, oldest first: the conversations' requests, or the calls beside them. */
  List<ModelRequest> requests(boolean conversations) {
    lock.lock();
    try {
      return requests.stream()
          .filter(request -> request.purpose().equals(Served.CONVERSATION) == conversations)
          .toList();
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
