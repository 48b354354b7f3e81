package dev.agentpool.api;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Merged;
import dev.agentpool.answer.Review;
import dev.agentpool.answer.Task;
import dev.agentpool.answer.Waited;
import dev.agentpool.api.client.EventReader;
import dev.agentpool.api.client.ServerEvent;
import dev.agentpool.operation.ReviewRows;
import dev.agentpool.operation.TaskRows;
import dev.agentpool.request.CancelRequest;
import dev.agentpool.request.EscalateRequest;
import dev.agentpool.request.MergeRequest;
import dev.agentpool.request.RejectRequest;
import dev.agentpool.request.TaskName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A task, asked over the daemon's socket. */
record RemoteTask(Calls calls, String id) implements TaskHandle {
  private static final Duration LONGEST = Duration.ofDays(7); // that one call may wait

  static Waited await(Calls calls, List<String> ids, WaitMode mode, Duration atMost) {
    Duration wait = atMost.isNegative() ? Duration.ZERO : atMost;
    try (Standing watched = Standing.watch(calls)) {
      return calls.ask(
          TaskRows.WAIT, mode.request(ids, wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
    }
  }

  private TaskName named() {
    return new TaskName(id);
  }

  @Override
  public Task info() {
    return calls.ask(TaskRows.GET, named());
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
        EventReader events =
            calls.events(Calls.path("tasks", id, "events"), Map.of("follow", "true"))) {
      while (true) {
        Optional<ServerEvent> event = calls.translated(events::next);
        if (event.isEmpty()) {
          return await(); // the daemon ended the stream, not the task
        }
        switch (event.get().type()) {
          case "text" -> onOutput.accept(event.get().data().path("text").asString(""));
          case "end" -> {
            Task ended = Json.ANSWERS.treeToValue(event.get().data(), Task.class);
            return TaskOutcome.of(ended).orElseGet(this::await);
          }
          default -> {} // not what it says
        }
      }
    }
  }

  @Override
  public Optional<TaskOutcome> result() {
    return TaskOutcome.of(info());
  }

  @Override
  public Task cancel() {
    return calls.ask(TaskRows.CANCEL, new CancelRequest(id, Optional.empty()));
  }

  @Override
  public TaskHandle retry() {
    return new RemoteTask(calls, calls.ask(TaskRows.RETRY, named()).taskId());
  }

  @Override
  public Review review() {
    return calls.ask(ReviewRows.LOOK, named());
  }

  @Override
  public Task approve() {
    return calls.ask(ReviewRows.APPROVE, named());
  }

  @Override
  public Task reject(String feedback) {
    return calls.ask(ReviewRows.REJECT, new RejectRequest(id, feedback));
  }

  @Override
  public Task escalate(String why) {
    return calls.ask(ReviewRows.ESCALATE, new EscalateRequest(id, why));
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
