package dev.agentpool.rest;

import dev.agentpool.answer.PoolStatus;
import dev.agentpool.answer.ShutdownEvent;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.Standing;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pool, watched until it is at rest. Changes that come together are told together; an event's id
 * is the journal's sequence number.
 */
final class PoolWatch implements WatchRoutes.Watched {
  private static final long BREATH_MILLIS = 500;
  private final Api api;
  private final PoolConfig pool;
  private final Asking asking;
  private final JournalFeed.Subscription subscription;
  private @Nullable PoolStatus last;

  PoolWatch(Call call, Semaphore news) {
    this.api = call.api();
    this.pool = call.standing();
    this.asking = OperationRoutes.asking(call);
    this.subscription =
        api.feed()
            .subscribe(entry -> {
              if (pool.id().equals(entry.pool())) {
                news.release();
              }
            });
  }

  @Override
  public boolean send(EventStream stream, Semaphore news) throws IOException, InterruptedException {
    while (true) {
      long sequence = api.house().lastSequence();
      PoolStatus now = Standing.of(asking, pool);
      boolean stopping = api.streams().isStopping();
      boolean changed = !now.equals(last);
      if (changed) {
        stream.send(sequence, "status", now);
        last = now;
      }
      boolean isAtRest = now.shutdown() && api.house().isAtRest(pool.id());
      if (stopping || isAtRest) {
        stream.send(
            sequence,
            "shutdown",
            new ShutdownEvent(
                pool.id().value(), stopping ? "the daemon stops" : "the pool is drained"));
        return false;
      }
      // A slot that tidies up is free soon, and no journal says so: it is looked at once more.
      boolean again = now.busySlots() > now.runningTasks();
      if (!changed && !again) {
        return true;
      }
      breathe(news);
      if (!again && !news.tryAcquire()) {
        return true;
      }
      news.drainPermits();
    }
  }

  /** Lets what comes next come together; less when all streams are to end. */
  private void breathe(Semaphore news) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BREATH_MILLIS);
    int heard = 0;
    while (!api.streams().isStopping()
        && news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      heard++;
    }
    news.release(heard);
  }

  @Override
  public void close() {
    subscription.close();
  }
}
