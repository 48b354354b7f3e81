package dev.agentpool.rest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The streams that are open, so that a daemon that ends can tell them. Thread-safe. */
public final class Streams implements AutoCloseable {
  private final Set<Semaphore> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile boolean closed;

  /** Something that holds a stream in this list until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** The semaphore is released when all streams are to end. */
  Place enter(Semaphore news) {
    open.add(news);
    if (stopping || closed) {
      news.release();
    }
    return () -> open.remove(news);
  }

  /** The daemon begins to stop: what runs may still finish, so only pools' streams end. */
  public void stopping() {
    stopping = true;
    open.forEach(Semaphore::release);
  }

  boolean isStopping() {
    return stopping || closed;
  }

  /** Whether every stream is to end. */
  boolean ending() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(Semaphore::release);
  }
}
