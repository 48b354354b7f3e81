package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.answer.Json;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.operation.TaskAnswers;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: what a task's agent says, and the journal. Each stream is a reader with a
 * cursor.
 */
final class StreamRoutes implements RouteGroup {
  private static final int PAGE = 500;
  private final Api api;
  private final TaskAnswers answers;

  StreamRoutes(Api api) {
    this.api = api;
    this.answers = new TaskAnswers(api.engine(), api.ledger());
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/tasks/{id}/events", "Everything a task's agent says and does", this::task)
            .asks(
                "follow?: boolean # stay until the task has ended",
                "after?: integer # events after this id; also the header Last-Event-ID")
            .as(Endpoint.EVENTS)
            .fails(400, 404),
        Endpoint.get("/v1/journal", "Every change there was, in order", this::journal)
            .asks("follow?: boolean", "after?: integer", "limit?: integer")
            .as(Endpoint.EVENTS)
            .fails(400));
  }

  private void task(Call call) throws IOException, InterruptedException {
    TaskId id = call.task();
    api.engine().tasks().get(id);
    boolean follow = call.flag("follow");
    long after = cursor(call);
    ActivityCursor cursor = api.activity().read(id);
    Semaphore news = new Semaphore(0);
    EventStream stream = new EventStream(call.http());
    try (Streams.Place _ = api.streams().enter(news);
        JournalFeed.Subscription _ = api.activity().follow(id, news::release);
        JournalFeed.Subscription _ = api.feed().subscribe(entry -> release(news, entry.isOf(id)))) {
      while (true) {
        // The state is read before the lines: when it says the task is over, every line is written.
        TaskRecord task = api.ledger().task(id).orElseThrow();
        long last = sendLines(stream, cursor, after);
        if (task.state().isThere()) {
          stream.send(last + 1, "end", Json.ANSWERS.valueToTree(answers.one(task)));
          return;
        }
        if (!follow || api.streams().ending()) {
          return;
        }
        stream.await(news);
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

  private void journal(Call call) throws IOException, InterruptedException {
    PoolId pool = call.namedPool().map(PoolConfig::id).orElse(null);
    boolean follow = call.flag("follow");
    int left = call.number("limit", Integer.MAX_VALUE);
    long cursor =
        call.query("after") == null && call.http().header("Last-Event-ID") == null && follow
            ? api.ledger().lastSequence()
            : cursor(call);
    Semaphore news = new Semaphore(0);
    EventStream stream = new EventStream(call.http());
    try (Streams.Place _ = api.streams().enter(news);
        JournalFeed.Subscription _ =
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
          if (!follow || api.streams().ending()) {
            return;
          }
          stream.await(news);
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

  private static long cursor(Call call) {
    Long after = call.longNumber("after");
    String last = call.http().header("Last-Event-ID");
    try {
      return after != null ? after : last == null ? 0 : Long.parseLong(last);
    } catch (NumberFormatException e) {
      throw Problem.invalid(
          "the header Last-Event-ID must be a whole number, not \"" + last + "\"");
    }
  }
}
