package dev.agentpool.rest;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.node.ActivityCursor;
import dev.agentpool.node.JournalFeed;
import dev.agentpool.node.Waits;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import dev.agentpool.wire.Shapes;

/**
 * Server-sent events: what a task's agent says, and the journal. Each stream is a reader with a
 * cursor.
 */
final class StreamRoutes {
  private static final int PAGE = 500;
  private static final long SILENCE_SECONDS = 15;
  private final Api api;

  StreamRoutes(Api api) {
    this.api = api;
  }

  void add(RoutesConfig routes) {
    routes.get("/v1/tasks/{id}/events", this::task);
    routes.get("/v1/journal", this::journal);
  }

  private void task(Context context) throws IOException, InterruptedException {
    TaskId id = TaskRoutes.id(context);
    if (api.ledger().task(id).isEmpty()) {
      throw new Problem(404, "task_not_found", "task not found: " + id);
    }
    boolean follow = "true".equals(context.queryParam("follow"));
    long after = cursor(context);
    ActivityCursor cursor = api.activity().read(id);
    Semaphore news = new Semaphore(0);
    EventStream stream = new EventStream(context);
    try (JournalFeed.Subscription _ = api.activity().follow(id, news::release);
        JournalFeed.Subscription _ =
            api.feed().subscribe(entry -> release(news, id.equals(entry.task())))) {
      while (true) {
        // The state is read before the lines: when it says the task is over, every line is written.
        TaskRecord task = api.ledger().task(id).orElseThrow();
        long last = sendLines(stream, cursor, after);
        if (Waits.isThere(task.state())) {
          stream.send(last + 1, "end", Shapes.task(task, api.ledger().dependencies(id)));
          return;
        }
        if (!follow) {
          return;
        }
        awaitNews(news, stream);
      }
    }
  }

  /** Sends what is new beyond {@code after}; returns the number of the last line there is. */
  private static long sendLines(EventStream stream, ActivityCursor cursor, long after)
      throws IOException {
    List<ActivityCursor.Line> lines = cursor.next();
    while (!lines.isEmpty()) {
      for (ActivityCursor.Line line : lines) {
        if (line.number() > after) {
          stream.send(line.number(), line.type(), line.data());
        }
      }
      lines = cursor.next();
    }
    return cursor.last();
  }

  private void journal(Context context) throws IOException, InterruptedException {
    String directory = context.queryParam("dir");
    PoolId pool = directory == null ? null : api.projects().open(directory).id();
    boolean follow = "true".equals(context.queryParam("follow"));
    int left = TaskRoutes.number(context, "limit", Integer.MAX_VALUE);
    long cursor =
        context.queryParam("after") == null && follow
            ? api.ledger().lastSequence()
            : cursor(context);
    Semaphore news = new Semaphore(0);
    EventStream stream = new EventStream(context);
    try (JournalFeed.Subscription _ =
        api.feed().subscribe(entry -> release(news, concerns(pool, entry)))) {
      while (left > 0) {
        List<JournalEntry> entries = api.ledger().journal(cursor, PAGE);
        for (JournalEntry entry : entries) {
          cursor = entry.seq();
          if (concerns(pool, entry) && left > 0) {
            stream.send(entry.seq(), entry.kind().wireName(), Shapes.entry(entry));
            left--;
          }
        }
        if (entries.size() < PAGE) {
          if (!follow) {
            return;
          }
          awaitNews(news, stream);
        }
      }
    }
  }

  private static boolean concerns(@Nullable PoolId pool, JournalEntry entry) {
    return pool == null || Objects.equals(pool, entry.pool());
  }

  private static void release(Semaphore news, boolean concerned) {
    if (concerned) {
      news.release();
    }
  }

  private static void awaitNews(Semaphore news, EventStream stream)
      throws IOException, InterruptedException {
    while (!news.tryAcquire(SILENCE_SECONDS, TimeUnit.SECONDS)) {
      stream.keepAlive();
    }
    news.drainPermits();
  }

  private static long cursor(Context context) {
    String after = context.queryParam("after");
    if (after == null) {
      after = context.header("Last-Event-ID");
    }
    try {
      return after == null ? 0 : Long.parseLong(after);
    } catch (NumberFormatException e) {
      throw Problem.invalid("'after' must be a whole number, not \"" + after + "\"");
    }
  }
}
