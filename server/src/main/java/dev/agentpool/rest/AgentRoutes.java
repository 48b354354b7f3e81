package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.util.List;

/** Tasks for agents out of definition files (spec slot-pool 13). */
final class AgentRoutes implements RouteGroup {
  private final Api api;

  AgentRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/agents/{name}/invoke", "Gives an agent a task", this::invoke)
            .takes("InvokeRequest")
            .gives("Outcome")
            .accepts("Submitted")
            .fails(400, 404, 409, 504));
  }

  @Override
  public String shapes() {
    return """
    InvokeRequest!:
      task: text
      ...TaskChoices
      wait?: boolean # false: answers 202 at once
      timeout_ms?: integer # the longest the task may run; five minutes when absent
      idempotency_key?: text
      dir?: text
    """;
  }

  private void invoke(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    String task = body.text("task");
    boolean waits = body.flag("wait", true);
    Duration timeout =
        body.isGiven("timeout_ms")
            ? Duration.ofMillis(
                body.longNumber("timeout_ms", 0, 1, TaskRequests.LONGEST.toMillis()))
            : null;
    if (body.isGiven("slot")) {
      throw Problem.invalid("'slot' is the agent's own: leave it out");
    }
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    TaskId id = api.engine().agents().invoke(pool, call.path("name"), task, options, timeout);
    List<String> warnings = api.engine().agents().warnings(pool, call.path("name"));
    new Waiting(api).answer(call, id, waits, TaskRequests.LONGEST, warnings);
  }
}
