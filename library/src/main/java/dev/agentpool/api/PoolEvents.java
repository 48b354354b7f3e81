package dev.agentpool.api;

import dev.agentpool.answer.JournalLine;
import dev.agentpool.answer.Json;
import dev.agentpool.api.client.EventReader;
import dev.agentpool.api.client.ServerEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The changes of a pool as they happen. Iterating blocks until the next one, and ends when this or
 * the pool is closed. One thread iterates; any may close. When the daemon goes away it throws
 * {@link PoolException.DaemonUnreachable}: connect again and go on from {@link #position}.
 *
 * {@snippet :
 * long seen;
 * try (PoolEvents events = pool.events(0)) {
 *   System.out.println("first of all: " + events.iterator().next().kind());
 *   seen = events.position();
 * }
 * try (PoolEvents further = pool.events(seen)) {
 *   System.out.println("then: " + further.iterator().next().kind());
 * }
 * }
 */
public final class PoolEvents implements Iterable<PoolEvent>, AutoCloseable {
  private final Calls calls;
  private final EventReader reader;
  private volatile long position;
  private Optional<PoolEvent> ahead = Optional.empty();
  private volatile boolean closed;

  PoolEvents(Calls calls, EventReader reader, long position) {
    this.calls = calls;
    this.reader = reader;
    this.position = position;
  }

  /** The sequence number of the last event that was given out. */
  public long position() {
    return position;
  }

  /** Goes on where the last one stopped; there is only one order. */
  @Override
  public Iterator<PoolEvent> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (ahead.isEmpty()) {
          ahead = read();
        }
        return ahead.isPresent();
      }

      @Override
      public PoolEvent next() {
        if (!hasNext()) {
          throw new NoSuchElementException("these events were closed");
        }
        PoolEvent next = ahead.orElseThrow();
        ahead = Optional.empty();
        position = next.sequence();
        return next;
      }
    };
  }

  private Optional<PoolEvent> read() {
    Optional<ServerEvent> event = closed ? Optional.empty() : nextOrEnd();
    if (event.isEmpty() && !closed) {
      throw new PoolException.DaemonUnreachable(
          "the daemon ended the stream of events after " + position);
    }
    return event.map(PoolEvents::event);
  }

  private Optional<ServerEvent> nextOrEnd() {
    try {
      return calls.translated(reader::next);
    } catch (PoolException.PoolShutdown over) {
      closed = true;
      return Optional.empty();
    }
  }

  private static PoolEvent event(ServerEvent event) {
    JournalLine line = Json.ANSWERS.treeToValue(event.data(), JournalLine.class);
    Optional<String> task = line.taskId();
    if (task.isEmpty()) {
      return new PoolEvent.PoolChanged(
          line.seq(), line.at(), line.kind(), line.detail(), line.space(), line.key());
    }
    if (line.to().isEmpty() || line.from().equals(line.to())) {
      return new PoolEvent.TaskNoted(line.seq(), line.at(), line.kind(), line.detail(), task.get());
    }
    return new PoolEvent.TaskChanged(
        line.seq(),
        line.at(),
        line.kind(),
        line.detail(),
        task.get(),
        line.from(),
        line.to().get());
  }

  /** Ends the iterating thread's wait. */
  @Override
  public void close() {
    closed = true;
    reader.close();
  }
}
