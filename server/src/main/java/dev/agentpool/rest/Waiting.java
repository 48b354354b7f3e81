package dev.agentpool.rest;

import dev.agentpool.engine.Tasks;
import dev.agentpool.node.Waits;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.List;

/** Answers calls that submit a task and may wait for it. */
final class Waiting {
  private final Api api;

  Waiting(Api api) {
    this.api = api;
  }

  /** The outcome when it is waited for, else 202 and the id. */
  void answer(Call call, TaskId id, boolean waits, Duration atMost) throws InterruptedException {
    if (!waits) {
      TaskState state = api.ledger().states(List.of(id)).getOrDefault(id, TaskState.PENDING);
      call.answer(202, Shapes.object().put("task_id", id.value()).put("state", state.wireName()));
      return;
    }
    Tasks tasks = api.engine().tasks();
    TaskRecord task = tasks.await(id, atMost);
    if (!Waits.isThere(task.state())) {
      throw new Problem(
          504,
          "timed_out",
          "the time was over before " + id + " had ended; it goes on: ask GET /v1/tasks/" + id);
    }
    call.answer(new TaskAnswers(api).outcome(task));
  }
}
