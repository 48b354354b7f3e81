package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.answer.JournalLine;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Tasks;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.Subject;
import dev.agentpool.operation.Route;
import dev.agentpool.operation.TaskAnswers;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.EventsRequest;
import dev.agentpool.request.JournalRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: what a task's agent says, and the journal. Each stream is a reader with a
 * cursor.
 */
final class StreamRoutes implements RouteGroup {
  private static final int PAGE = 500;
  private final Api api;

  StreamRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.stream(
            Route.get("/v1/tasks/{id}/events").with("id", "task_id").fails(400, 404),
            "Everything a task's agent says and does",
            EventsRequest.class,
            this::task),
        Endpoint.stream(
            Route.get("/v1/journal"),
            "Every change there was, in order",
            JournalRequest.class,
            this::journal));
  }

  private void task(Call call, EventsRequest asked) throws IOException, InterruptedException {
    TaskId id = Tasks.id(asked.taskId());
    api.engine().tasks().get(id);
    boolean follow = asked.follow();
    long after = cursor(call, asked.after()).orElse(0);
    ActivityCursor cursor = api.activity().read(id);
    Semaphore news = new Semaphore(0);
    EventStream stream = new EventStream(call.http());
    try (Streams.Place _ = api.streams().enter(news);
        JournalFeed.Subscription _ = api.activity().follow(id, news::release);
        JournalFeed.Subscription _ = api.feed().subscribe(entry -> release(news, entry.isOf(id)))) {
      while (true) {
        // The state is read before the lines: when it says the task is over, every line is written.
        TaskRecord task = api.engine().tasks().get(id);
        long last = sendLines(stream, cursor, after);
        if (task.state().isThere()) {
          stream.send(last + 1, "end", TaskAnswers.of(OperationRoutes.asking(call)).one(task));
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

  private void journal(Call call, JournalRequest asked) throws IOException, InterruptedException {
    PoolId pool = call.standingPool().map(PoolConfig::id).orElse(null);
    boolean follow = asked.follow();
    int left = asked.limit().orElse(Integer.MAX_VALUE);
    long cursor =
        cursor(call, asked.after()).orElseGet(() -> follow ? api.house().lastSequence() : 0);
    Semaphore news = new Semaphore(0);
    EventStream stream = new EventStream(call.http());
    try (Streams.Place _ = api.streams().enter(news);
        JournalFeed.Subscription _ =
            api.feed().subscribe(entry -> release(news, concerns(pool, entry)))) {
      while (left > 0) {
        List<JournalEntry> entries = api.house().journal(cursor, PAGE);
        for (JournalEntry entry : entries) {
          cursor = entry.seq();
          if (concerns(pool, entry) && left > 0) {
            stream.send(entry.seq(), entry.kind().wireName(), line(entry));
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

  /** After which event it goes on; empty when neither the query nor the header says so. */
  private static OptionalLong cursor(Call call, Optional<Long> after) {
    String last = call.http().header("Last-Event-ID");
    try {
      return after.isPresent()
          ? OptionalLong.of(after.get())
          : last == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(last));
    } catch (NumberFormatException e) {
      throw Problem.invalid(
          "the header Last-Event-ID must be a whole number, not \"" + last + "\"");
    }
  }

  private static JournalLine line(JournalEntry entry) {
    return new JournalLine(
        entry.seq(),
        entry.at(),
        entry.pool().value(),
        entry.kind().wireName(),
        entry.task().map(TaskId::value),
        entry.fence(),
        Optional.ofNullable(entry.from()),
        Optional.ofNullable(entry.to()),
        entry.space(),
        entry.subject() instanceof Subject.OfNote(_, String key)
            ? Optional.of(key)
            : Optional.empty(),
        entry.detail());
  }
}
