package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.Step;
import dev.agentpool.plan.StepReader;
import dev.agentpool.plan.WorkflowFormat;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chains of steps (spec slot-pool 8.1 to 8.4). */
final class ChainRoutes implements RouteGroup {
  private static final int MOST_CHAINS = 1_000;
  private final Api api;

  ChainRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/chains", "Submits a chain", this::submit)
            .takes("ChainRequest")
            .gives(202, "SubmittedChain")
            .fails(400, 409),
        Endpoint.post("/v1/chains/fan-out", "Submits chains, each for itself", this::fanOut)
            .takes("ChainFanOutRequest")
            .gives(202, "ChainFanOutAnswer")
            .fails(400));
  }

  @Override
  public String shapes() {
    return PlanRequests.SHAPE
        + """
        StepRequest: text|object # a prompt; or name, and prompt or skill with arguments, settings, \
        retries, recovery_prompt, on_failure, output_vars, when
        ChainRequest!:
          steps?: [StepRequest]
          text?: text # in place of steps: those of a file
          format?: "json"|"yaml"|"toml" # of the text
          ...PlanChoices
        SubmittedChain:
          chain_id: text
          task_id: text # the same: the task that stands for the chain
          total_steps: integer
          isolation_effective: "none"|"worktree"|"clone"
        ChainFanOutRequest!:
          chains: [[StepRequest]]
          ...PlanChoices
        ChainRefused:
          error: text
          code: text
        ChainFanOutAnswer:
          chains: [SubmittedChain|ChainRefused] # in the order of the request
        """;
  }

  private void submit(Call call) {
    PoolConfig pool = call.pool();
    PlanOptions options = PlanRequests.options(call, pool);
    List<Step> steps = steps(call.body());
    call.nothingElse();
    call.answer(
        submitted(api.engine().chains().submit(pool, steps, options), steps.size(), options));
  }

  /** As JSON, or as the text of a YAML or TOML file. */
  private static List<Step> steps(Body body) {
    String text = body.textOrNull("text");
    String format = body.textOrNull("format");
    if (text == null) {
      return StepReader.chain(body.list("steps"));
    }
    return StepReader.chain(text, WorkflowFormat.named(format == null ? "yaml" : format));
  }

  static ObjectNode submitted(TaskId id, int steps, PlanOptions options) {
    return Shapes.object()
        .put("chain_id", id.value())
        .put("task_id", id.value())
        .put("total_steps", steps)
        .put("isolation_effective", options.isolation().wireName());
  }

  private void fanOut(Call call) {
    PoolConfig pool = call.pool();
    PlanOptions options = PlanRequests.options(call, pool);
    List<?> chains = call.body().list("chains");
    call.nothingElse();
    if (chains.isEmpty() || chains.size() > MOST_CHAINS) {
      throw Problem.invalid(
          "'chains' must be 1 to " + MOST_CHAINS + " lists of steps, not " + chains.size());
    }
    ArrayNode answers = Shapes.array();
    for (int i = 0; i < chains.size(); i++) {
      answers.add(submitted(pool, chains.get(i), keyed(options, i)));
    }
    ObjectNode answer = Shapes.object();
    answer.set("chains", answers);
    call.answer(answer);
  }

  /** Each chain has a key of its own under the request's. */
  private static PlanOptions keyed(PlanOptions options, int index) {
    String key = options.idempotencyKey();
    return new PlanOptions(
        options.title(),
        options.tags(),
        options.isolation(),
        options.onFinish(),
        options.settings(),
        options.priority(),
        options.cap(),
        key == null ? null : key + "#" + index);
  }

  private ObjectNode submitted(PoolConfig pool, @Nullable Object plain, PlanOptions options) {
    try {
      if (!(plain instanceof List<?> steps)) {
        throw new InvalidPlan("a chain must be a list of steps");
      }
      List<Step> read = StepReader.chain(steps);
      return submitted(api.engine().chains().submit(pool, read, options), read.size(), options);
    } catch (InvalidPlan invalid) {
      return Shapes.object().put("error", invalid.getMessage()).put("code", "invalid");
    } catch (Refused refused) {
      return Shapes.object().put("error", refused.getMessage()).put("code", refused.code());
    }
  }
}
