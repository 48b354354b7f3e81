package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.engine.Chains;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.ChainResult.StepResult;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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

  ChainWatch(Api api, Call call, Semaphore news) {
    this.api = api;
    this.chains = api.engine().chains();
    this.id = call.chain();
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
      stream.send(told.toString(), "step_output", about(place).put("chunk", chunk));
    } else if (line.type().equals("state")
        && line.data().path("state").asString("").equals("running")
        && attempt > 1) {
      stream.send(told.toString(), "step_retry", about(place).put("attempt", attempt));
    }
  }

  private ObjectNode about(int place) {
    TaskRecord step = steps.get(place);
    String name = step.spec().part().stepName().orElse(step.id().value());
    return Shapes.object().put("step", place).put("name", name).put("task_id", step.id().value());
  }

  private ObjectNode complete(int place, StepResult result) {
    return CostShapes.put(about(place).put("success", result.success()), result.cost())
        .put("retries_used", result.retriesUsed())
        .put("skipped", result.skipped());
  }

  private Optional<StepResult> result(TaskRecord step) {
    return chains.result(id).steps().stream()
        .filter(result -> result.taskId().equals(step.id().value()))
        .findFirst();
  }

  private void end(EventStream stream, TaskRecord parent) throws IOException {
    ChainResult result = chains.result(id);
    ObjectNode data = Shapes.object().put("chain_id", id.value());
    data.put("total_steps", steps.size());
    CostShapes.put(data, result.totalCost());
    CostShapes.put(data, "total_cost", result.totalCost());
    data.put("success", result.success());
    switch (parent.state()) {
      case CANCELLED -> stream.send(told.toString(), "chain_cancelled", data);
      case FAILED -> {
        data.put("failed_at_step", failedAt(result)).put("reason", parent.reason());
        stream.send(told.toString(), "chain_failed", data);
      }
      default -> stream.send(told.toString(), "chain_complete", data);
    }
  }

  /** Null when every step did well, and only the workspace could not be finished. */
  private @Nullable Integer failedAt(ChainResult result) {
    for (StepResult step : result.steps()) {
      if (!step.success() && !step.skipped()) {
        for (int i = 0; i < steps.size(); i++) {
          if (steps.get(i).id().value().equals(step.taskId())) {
            return i;
          }
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    subscriptions.forEach(JournalFeed.Subscription::close);
  }
}
