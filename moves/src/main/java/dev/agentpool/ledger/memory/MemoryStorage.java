package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Snapshot;
import dev.agentpool.ledger.books.Storage;
import dev.agentpool.ledger.moves.SteadyClock;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** One set of books and one lock. */
final class MemoryStorage implements Storage {
  private final ReentrantLock lock = new ReentrantLock();
  private final MemoryBooks books; // guarded by lock
  private final SteadyClock clock;
  private final List<Ledger.CommitListener> listeners = new CopyOnWriteArrayList<>();

  MemoryStorage(Clock wallClock) {
    clock = SteadyClock.over(wallClock, Instant.EPOCH);
    books = new MemoryBooks(clock);
  }

  @Override
  public <T> T write(Function<Books, T> move) {
    lock.lock();
    try {
      long before = books.journal().lastSequence();
      books.begin();
      T value = move.apply(books);
      long last = books.journal().lastSequence();
      if (last > before) {
        listeners.forEach(listener -> listener.committed(last));
      }
      return value;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T read(Function<Snapshot, T> reading) {
    lock.lock();
    try {
      return reading.apply(books);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AutoCloseable onCommit(Ledger.CommitListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public void close() {}
}
