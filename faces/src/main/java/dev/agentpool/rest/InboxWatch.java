package dev.agentpool.rest;

import dev.agentpool.answer.InboxSection;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.Subject;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.InboxRows;
import dev.agentpool.operation.InboxSections;
import dev.agentpool.pool.PoolId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The inbox, watched: each section as it is and when it changes, and each question when it is
 * asked, answered or void. What comes together is told together; an event's id is the journal's
 * sequence number.
 */
final class InboxWatch implements WatchRoutes.Watched {
  private static final long BREATH_MILLIS = 100;
  private final Api api;
  private final @Nullable PoolId pool;
  private final Asking asking;
  private final int most;
  private final JournalFeed.Subscription subscription;
  private final Queue<JournalEntry> questions = new ConcurrentLinkedQueue<>();
  private final Map<String, InboxSection> told = new HashMap<>();

  /**
   * @param most of a section's items
   */
  InboxWatch(Call call, int most, Semaphore news) {
    this.api = call.api();
    this.pool = call.standingPool().map(PoolConfig::id).orElse(null);
    this.asking = OperationRoutes.asking(call);
    this.most = most;
    this.subscription = api.feed().subscribe(entry -> heard(entry, news));
  }

  private void heard(JournalEntry entry, Semaphore news) {
    if (!InboxSections.mayBeChangedBy(entry, pool)) {
      return;
    }
    if (entry.subject() instanceof Subject.OfQuestion) {
      questions.add(entry);
    }
    news.release();
  }

  @Override
  public boolean send(EventStream stream, Semaphore news) throws IOException, InterruptedException {
    sendQuestions(stream);
    long sequence = api.house().lastSequence();
    for (InboxSection section : new InboxSections(asking, pool, most).all()) {
      if (!section.equals(told.put(section.name(), section))) {
        stream.send(sequence, "section", section);
      }
    }
    breathe(news);
    return true;
  }

  private void sendQuestions(EventStream stream) throws IOException {
    for (JournalEntry entry = questions.poll(); entry != null; entry = questions.poll()) {
      if (entry.subject() instanceof Subject.OfQuestion(var id)) {
        try {
          stream.send(
              entry.seq(), "question", InboxRows.told(api.engine().questions().get(id), asking));
        } catch (Refused gone) {
          continue;
        }
      }
    }
  }

  /** A question is told at once; of many other changes not each. */
  private void breathe(Semaphore news) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BREATH_MILLIS);
    int heard = 0;
    while (!api.streams().isStopping()
        && questions.isEmpty()
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
