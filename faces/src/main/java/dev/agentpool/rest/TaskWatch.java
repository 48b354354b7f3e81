package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.answer.TaskStateEvent;
import dev.agentpool.answer.TaskTextEvent;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.operation.TaskAnswers;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One task, watched until its result is there. An event's id is the line of activity it tells. */
final class TaskWatch implements WatchRoutes.Watched {
  private final Api api;
  private final TaskAnswers answers;
  private final TaskId id;
  private final ActivityCursor cursor;
  private final long after;
  private final List<JournalFeed.Subscription> subscriptions;
  private String told = "";

  TaskWatch(Call call, TaskId id, Semaphore news) {
    this.api = call.api();
    this.answers = TaskAnswers.of(OperationRoutes.asking(call));
    this.id = id;
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
          new TaskStateEvent(
              id.value(),
              state,
              Optional.empty(),
              OptionalInt.empty(),
              Optional.of(task.reason())));
    }
    if (!task.state().isThere()) {
      return true;
    }
    stream.send(
        cursor.last() + 1,
        task.state() == TaskState.CANCELLED ? "cancelled" : "complete",
        answers.outcome(task));
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
          stream.send(line.number(), "state", state(state, line.data()));
        }
      }
      case "text" -> {
        if (isNew) {
          stream.send(
              line.number(),
              "text",
              new TaskTextEvent(id.value(), line.data().path("text").asString("")));
        }
      }
      default -> {} // told by /events
    }
  }

  private TaskStateEvent state(String state, JsonNode line) {
    return new TaskStateEvent(
        id.value(),
        state,
        Optional.ofNullable(line.path("slot_id").asString(null)),
        line.path("attempt").isInt()
            ? OptionalInt.of(line.get("attempt").asInt())
            : OptionalInt.empty(),
        Optional.ofNullable(line.path("reason").asString(null)));
  }

  @Override
  public void close() {
    subscriptions.forEach(JournalFeed.Subscription::close);
  }
}
