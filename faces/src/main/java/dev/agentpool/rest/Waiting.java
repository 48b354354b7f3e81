package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Submitted;
import dev.agentpool.engine.Tasks;
import dev.agentpool.operation.TaskAnswers;
import dev.agentpool.request.Patience;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;

/** Answers calls that submit a task and may wait for it. */
final class Waiting {
  private final Api api;

  Waiting(Api api) {
    this.api = api;
  }

  /** The outcome when it is waited for, else 202 and what was submitted. */
  void answer(Call call, Submitted submitted, Patience patience) throws InterruptedException {
    if (!patience.isThere()) {
      call.answer(202, Json.ANSWERS.valueToTree(submitted));
      return;
    }
    TaskId id = Tasks.id(submitted.taskId());
    TaskRecord task = api.engine().tasks().await(id, patience.atMost());
    if (!task.state().isThere()) {
      throw new Problem(
          504,
          "timed_out",
          "the time was over before " + id + " had ended; it goes on: ask GET /v1/tasks/" + id);
    }
    call.answer(
        Json.ANSWERS.valueToTree(
            new TaskAnswers(api.engine(), api.ledger())
                .outcome(task)
                .warning(submitted.warnings())));
  }
}
