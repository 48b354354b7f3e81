package dev.agentpool.rest;

import dev.agentpool.budget.Cost;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.engine.Tasks;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Many prompts at once (spec slot-pool 8.5). */
final class FanOutRoutes implements RouteGroup {
  private final Api api;

  FanOutRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/tasks/fan-out", "Runs prompts side by side and waits for all", this::fanOut)
            .takes("FanOutRequest")
            .gives("FanOutAnswer")
            .accepts("SubmittedTasks")
            .fails(400, 409, 504));
  }

  @Override
  public String shapes() {
    return """
    FanOutRequest!:
      prompts: [text]
      ...TaskChoices
      concurrency?: integer # the most that run at a time; as many as there are slots when absent
      settle?: boolean # a failure is told among the results; else it fails the call with 409
      wait?: boolean # false: answers 202 with the ids at once
      timeout_ms?: integer
      idempotency_key?: text
      dir?: text
    FanOutResult:
      task_id: text
      state: State
      output: text
      success: boolean
      cost: cost
      error?: text # why it failed
    FanOutAnswer:
      results: [FanOutResult] # in the order of the prompts
    """;
  }

  private void fanOut(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    List<String> prompts = body.texts("prompts");
    int atOnce = (int) body.longNumber("concurrency", 0, 0, Integer.MAX_VALUE);
    boolean settles = body.flag("settle", false);
    boolean waits = body.flag("wait", true);
    Duration atMost = TaskRequests.timeout(body);
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    Tasks tasks = api.engine().tasks();
    List<TaskId> ids = tasks.fanOut(pool, prompts, options, atOnce);
    if (!waits) {
      call.answer(202, TaskRoutes.ids(ids));
      return;
    }
    boolean done = tasks.await(ids, ids.size(), atMost).satisfied();
    List<TaskRecord> records = ids.stream().map(tasks::get).toList();
    ArrayNode results = Shapes.array();
    Map<TaskId, Cost> costs = tasks.costs(ids);
    records.forEach(task -> results.add(result(task, costs.getOrDefault(task.id(), Cost.NOTHING))));
    if (!done) {
      throw new Problem(
          504, "timed_out", "the time was over before all tasks had ended; they go on", results);
    }
    long failed = records.stream().filter(task -> !isSuccess(task)).count();
    if (failed > 0 && !settles) {
      throw new Problem(
          409,
          "task_failed",
          failed
              + " of "
              + ids.size()
              + " tasks failed; 'results' has every task's outcome, and"
              + " with \"settle\":true this is no error",
          results);
    }
    ObjectNode answer = Shapes.object();
    answer.set("results", results);
    call.answer(answer);
  }

  static boolean isSuccess(TaskRecord task) {
    return task.state() == TaskState.COMPLETED || task.state() == TaskState.PENDING_REVIEW;
  }

  private static ObjectNode result(TaskRecord task, Cost cost) {
    ObjectNode node =
        Shapes.object()
            .put("task_id", task.id().value())
            .put("state", task.state().wireName())
            .put("output", task.result() == null ? "" : task.result().output())
            .put("success", isSuccess(task));
    CostShapes.put(node, cost);
    if (!isSuccess(task) && task.state().terminal()) {
      node.put("error", task.reason());
    }
    return node;
  }
}
