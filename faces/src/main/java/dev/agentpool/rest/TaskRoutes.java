package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Plans of tasks that wait for each other. */
final class TaskRoutes implements RouteGroup {
  private final Api api;

  TaskRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/plans", "Submits tasks that wait for each other, all or none", this::plan)
            .takes("PlanRequest")
            .gives(202, "SubmittedTasks")
            .fails(400, 409));
  }

  @Override
  public String shapes() {
    return TaskText.SHAPES;
  }

  private void plan(Call call) {
    PoolConfig pool = call.pool();
    call.answer(
        ids(api.engine().tasks().submitAll(TaskRequests.plan(call, pool, api.engine().tasks()))));
  }

  static ObjectNode ids(List<TaskId> ids) {
    ObjectNode answer = Shapes.object();
    answer.set("task_ids", Shapes.texts(ids.stream().map(TaskId::value).toList()));
    return answer;
  }
}
