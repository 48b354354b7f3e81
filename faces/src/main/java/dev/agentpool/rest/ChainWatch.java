package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.answer.ChainEndEvent;
import dev.agentpool.answer.ChainFailedEvent;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.StepCompleteEvent;
import dev.agentpool.answer.StepEvent;
import dev.agentpool.answer.StepOutputEvent;
import dev.agentpool.answer.StepRetryEvent;
import dev.agentpool.engine.Chains;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.ChainResult.StepResult;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;

/** One chain, watched until it has ended. Its events' ids are {@link ChainCursor}s. */
final class ChainWatch implements WatchRoutes.Watched {
  private final Api api;
  private final Chains chains;
  private final TaskId id;
  private final ChainCursor told;
  private final List<TaskRecord> steps;
  private final List<ActivityCursor> activity = new ArrayList<>();
  private final List<JournalFeed.Subscription> subscriptions = new ArrayList<>();
  private final Set<Integer> changed = new ConcurrentSkipListSet<>();

  ChainWatch(Call call, TaskId id, Semaphore news) {
    this.api = call.api();
    this.chains = api.engine().chains();
    this.id = id;
    this.steps = chains.steps(id);
    String last = call.http().header("Last-Event-ID");
    this.told = ChainCursor.parse(last == null ? "" : last);
    Map<TaskId, Integer> places = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      int place = i;
      places.put(steps.get(i).id(), i);
      changed.add(i);
      activity.add(api.activity().read(steps.get(i).id()));
      subscriptions.add(
          api.activity()
              .follow(
                  steps.get(i).id(),
                  () -> {
                    changed.add(place);
                    news.release();
                  }));
    }
    subscriptions.add(
        api.feed()
            .subscribe(entry -> {
              Integer place = entry.task().map(places::get).orElse(null);
              if (place != null) {
                changed.add(place);
              }
              if (place != null || entry.isOf(id)) {
                news.release();
              }
            }));
  }

  @Override
  public boolean send(EventStream stream, Semaphore news) throws IOException {
    TaskRecord parent = chains.get(id); // first: when it is over, all of its steps' ends are there
    for (Integer place : List.copyOf(changed)) {
      changed.remove(place);
      if (!told.isWhole(place)) {
        step(stream, place);
      }
    }
    if (!parent.state().terminal()) {
      return true;
    }
    end(stream, parent);
    return false;
  }

  private void step(EventStream stream, int place) throws IOException {
    TaskRecord step = api.engine().tasks().get(steps.get(place).id());
    boolean began = step.state() == TaskState.RUNNING || step.attempts() > 0;
    if (began && told.line(place) < 0) {
      told.told(place, 0);
      stream.send(told.toString(), "step_start", about(place));
    }
    ActivityCursor cursor = activity.get(place);
    for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
      for (ActivityCursor.Line line : lines) {
        if (line.number() > told.line(place)) {
          told.told(place, line.number());
          line(stream, place, line);
        }
      }
    }
    if (step.state().terminal()) {
      told.toldWholly(place);
      Optional<StepResult> result = result(step);
      if (result.isPresent()) { // else it stands behind a failed one
        stream.send(told.toString(), "step_complete", complete(place, result.get()));
      }
    }
  }

  private void line(EventStream stream, int place, ActivityCursor.Line line) throws IOException {
    int attempt = line.data().path("attempt").asInt(0);
    if (line.type().equals("text")) {
      String chunk = line.data().path("text").asString("");
      stream.send(told.toString(), "step_output", new StepOutputEvent(about(place), chunk));
    } else if (line.type().equals("state")
        && line.data().path("state").asString("").equals("running")
        && attempt > 1) {
      stream.send(told.toString(), "step_retry", new StepRetryEvent(about(place), attempt));
    }
  }

  private StepEvent about(int place) {
    TaskRecord step = steps.get(place);
    String id = step.id().value();
    return new StepEvent(place, step.spec().part().stepName().orElse(id), id);
  }

  private StepCompleteEvent complete(int place, StepResult result) {
    return new StepCompleteEvent(
        about(place),
        result.success(),
        Cost.of(result.cost()),
        result.retriesUsed(),
        result.skipped());
  }

  private Optional<StepResult> result(TaskRecord step) {
    return chains.result(id).steps().stream()
        .filter(result -> result.taskId().equals(step.id().value()))
        .findFirst();
  }

  private void end(EventStream stream, TaskRecord parent) throws IOException {
    ChainResult result = chains.result(id);
    Cost cost = Cost.of(result.totalCost());
    ChainEndEvent end = new ChainEndEvent(id.value(), steps.size(), cost, cost, result.success());
    switch (parent.state()) {
      case CANCELLED -> stream.send(told.toString(), "chain_cancelled", end);
      case FAILED ->
          stream.send(
              told.toString(),
              "chain_failed",
              new ChainFailedEvent(end, failedAt(result), parent.reason()));
      default -> stream.send(told.toString(), "chain_complete", end);
    }
  }

  /** Empty when every step did well, and only the workspace could not be finished. */
  private OptionalInt failedAt(ChainResult result) {
    for (StepResult step : result.steps()) {
      if (!step.success() && !step.skipped()) {
        for (int i = 0; i < steps.size(); i++) {
          if (steps.get(i).id().value().equals(step.taskId())) {
            return OptionalInt.of(i);
          }
        }
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public void close() {
    subscriptions.forEach(JournalFeed.Subscription::close);
  }
}
