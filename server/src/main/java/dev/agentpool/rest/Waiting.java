package dev.agentpool.rest;

import dev.agentpool.engine.Tasks;
import dev.agentpool.node.Waits;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls that submit a task and may wait for it. */
final class Waiting {
  private final Api api;

  Waiting(Api api) {
    this.api = api;
  }

  /** The outcome when it is waited for, else 202 and the id. */
  void answer(Call call, TaskId id, boolean waits, Duration atMost) throws InterruptedException {
    answer(call, id, waits, atMost, List.of());
  }

  /**
   * @param warnings what a person should know of it beforehand
   */
  void answer(Call call, TaskId id, boolean waits, Duration atMost, List<String> warnings)
      throws InterruptedException {
    if (!waits) {
      TaskState state = api.ledger().states(List.of(id)).getOrDefault(id, TaskState.PENDING);
      ObjectNode submitted =
          Shapes.object().put("task_id", id.value()).put("state", state.wireName());
      call.answer(202, with(warnings, submitted));
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
    call.answer(with(warnings, new TaskAnswers(api).outcome(task)));
  }

  private static ObjectNode with(List<String> warnings, ObjectNode answer) {
    if (!warnings.isEmpty()) {
      answer.set("warnings", Shapes.texts(warnings));
    }
    return answer;
  }
}
