package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Running skills (spec slot-pool 8.8). */
final class SkillRoutes implements RouteGroup {
  private final Api api;

  SkillRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/skills/{name}/run", "Runs a skill as a task", this::run)
            .takes("SkillRunRequest")
            .gives("Outcome")
            .accepts("Submitted")
            .fails(400, 404, 409, 504));
  }

  @Override
  public String shapes() {
    return """
    SkillRunRequest!:
      arguments?: {text}
      ...TaskChoices
      wait?: boolean # false: answers 202 at once
      timeout_ms?: integer
      idempotency_key?: text
      dir?: text
    """;
  }

  private void run(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    Map<String, String> arguments = body.textTable("arguments");
    boolean waits = body.flag("wait", true);
    Duration atMost = TaskRequests.timeout(body);
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    TaskId id = api.engine().skills().submit(pool, call.path("name"), arguments, options);
    new Waiting(api).answer(call, id, waits, atMost);
  }
}
