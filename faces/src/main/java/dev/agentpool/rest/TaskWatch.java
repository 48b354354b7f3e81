package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.answer.Json;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.operation.TaskAnswers;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One task, watched until its result is there. An event's id is the line of activity it tells. */
final class TaskWatch implements WatchRoutes.Watched {
  private final Api api;
  private final TaskId id;
  private final ActivityCursor cursor;
  private final long after;
  private final List<JournalFeed.Subscription> subscriptions;
  private String told = "";

  TaskWatch(Api api, Call call, Semaphore news) {
    this.api = api;
    this.id = call.task();
    api.engine().tasks().get(id);
    this.after = after(call.http().header("Last-Event-ID"));
    this.cursor = api.activity().read(id);
    this.subscriptions =
        List.of(
            api.activity().follow(id, news::release),
            api.feed()
                .subscribe(entry -> {
                  if (entry.isOf(id)) {
                    news.release();
                  }
                }));
  }

  private static long after(@Nullable String last) {
    try {
      return last == null || last.isBlank() ? 0 : Long.parseLong(last);
    } catch (NumberFormatException e) {
      throw Problem.invalid(
          "the header Last-Event-ID must be a whole number, not \"" + last + "\"");
    }
  }

  @Override
  public boolean send(EventStream stream, Semaphore news) throws IOException {
    // The state is read before the lines: when it says the task is over, every line is written.
    TaskRecord task = api.engine().tasks().get(id);
    for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
      for (ActivityCursor.Line line : lines) {
        send(stream, line);
      }
    }
    String state = task.state().wireName();
    if (!state.equals(told)) {
      told = state;
      stream.send(
          cursor.last(),
          "state",
          Shapes.object()
              .put("task_id", id.value())
              .put("state", state)
              .put("reason", task.reason()));
    }
    if (!task.state().isThere()) {
      return true;
    }
    stream.send(
        cursor.last() + 1,
        task.state() == TaskState.CANCELLED ? "cancelled" : "complete",
        Json.ANSWERS.valueToTree(new TaskAnswers(api.engine(), api.ledger()).outcome(task)));
    return false;
  }

  private void send(EventStream stream, ActivityCursor.Line line) throws IOException {
    boolean isNew = line.number() > after;
    switch (line.type()) {
      case "state" -> {
        String state = line.data().path("state").asString("");
        boolean changed = !state.equals(told);
        told = state;
        if (isNew && changed) {
          ObjectNode data = Shapes.object().put("task_id", id.value());
          data.setAll((ObjectNode) line.data());
          stream.send(line.number(), "state", data);
        }
      }
      case "text" -> {
        if (isNew) {
          stream.send(
              line.number(),
              "text",
              Shapes.object()
                  .put("task_id", id.value())
                  .put("text", line.data().path("text").asString("")));
        }
      }
      default -> {} // told by /events
    }
  }

  @Override
  public void close() {
    subscriptions.forEach(JournalFeed.Subscription::close);
  }
}
