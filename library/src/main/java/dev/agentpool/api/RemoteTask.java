package dev.agentpool.api;

import dev.agentpool.answer.Merged;
import dev.agentpool.api.client.EventReader;
import dev.agentpool.api.client.ServerEvent;
import dev.agentpool.operation.ReviewRows;
import dev.agentpool.request.MergeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A task, asked over the daemon's socket. */
record RemoteTask(Calls calls, String id) implements TaskHandle {
  private static final Duration LONGEST = Duration.ofDays(7); // that one call may wait

  private String path(String... more) {
    StringBuilder path = new StringBuilder(Calls.path("tasks", id));
    for (String part : more) {
      path.append('/').append(part);
    }
    return path.toString();
  }

  static Waited await(Calls calls, List<String> ids, WaitMode mode, Duration atMost) {
    Duration wait = atMost.compareTo(LONGEST) > 0 ? LONGEST : atMost;
    Map<String, Object> body = Members.with(mode.members(), "ids", ids);
    body = Members.with(body, "timeout_ms", Math.max(0, wait.toMillis()));
    try (Standing watched = Standing.watch(calls)) {
      return Waited.of(calls.post(Calls.path("tasks", "wait"), body));
    }
  }

  private JsonNode get() {
    return calls.get(path());
  }

  @Override
  public TaskInfo info() {
    return TaskInfo.of(get());
  }

  @Override
  public TaskOutcome await() {
    while (true) {
      Optional<TaskOutcome> outcome = await(LONGEST);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
  }

  @Override
  public Optional<TaskOutcome> await(Duration atMost) {
    await(calls, List.of(id), WaitMode.all(), atMost);
    return result();
  }

  @Override
  public TaskOutcome follow(Consumer<String> onOutput) {
    try (Standing watched = Standing.watch(calls);
        EventReader events = calls.events(path("events"), Map.of("follow", "true"))) {
      while (true) {
        Optional<ServerEvent> event = calls.translated(events::next);
        if (event.isEmpty()) {
          return await(); // the daemon ended the stream, not the task
        }
        switch (event.get().type()) {
          case "text" -> onOutput.accept(Answer.text(event.get().data(), "text"));
          case "end" -> {
            return TaskInfo.outcome(event.get().data()).orElseGet(this::await);
          }
          default -> {} // not what it says
        }
      }
    }
  }

  @Override
  public Optional<TaskOutcome> result() {
    return TaskInfo.outcome(get());
  }

  @Override
  public TaskInfo cancel() {
    return TaskInfo.of(calls.post(path("cancel"), Map.of()));
  }

  @Override
  public TaskHandle retry() {
    return new RemoteTask(calls, Answer.text(calls.post(path("retry"), Map.of()), "task_id"));
  }

  @Override
  public Review review() {
    return Review.of(calls.get(path("review")));
  }

  @Override
  public TaskInfo approve() {
    return TaskInfo.of(calls.post(path("approve"), Map.of()));
  }

  @Override
  public TaskInfo reject(String feedback) {
    return TaskInfo.of(calls.post(path("reject"), Map.of("feedback", feedback)));
  }

  @Override
  public TaskInfo escalate(String why) {
    return TaskInfo.of(calls.post(path("escalate"), Map.of("why", why)));
  }

  @Override
  public Merged merge() {
    return calls.ask(ReviewRows.MERGE, new MergeRequest(id, Optional.empty()));
  }

  Merged merge(String check) {
    return calls.ask(ReviewRows.MERGE, new MergeRequest(id, Optional.of(check)));
  }

  @Override
  public String toString() {
    return id;
  }
}
