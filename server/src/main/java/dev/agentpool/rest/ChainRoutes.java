package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Chains;
import dev.agentpool.engine.Refused;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.Step;
import dev.agentpool.plan.StepReader;
import dev.agentpool.plan.WorkflowFormat;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.ChainShapes;
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
        Endpoint.get("/v1/chains", "Lists a pool's chains, newest first", this::list)
            .asks(
                "order?: \"desc\"|\"asc\"", "limit?: integer # 50 when absent", "offset?: integer")
            .gives("ChainPage")
            .fails(400),
        Endpoint.post("/v1/chains", "Submits a chain", this::submit)
            .takes("ChainRequest")
            .gives(202, "SubmittedChain")
            .fails(400, 409),
        Endpoint.post("/v1/chains/fan-out", "Submits chains, each for itself", this::fanOut)
            .takes("ChainFanOutRequest")
            .gives(202, "ChainFanOutAnswer")
            .fails(400),
        Endpoint.get("/v1/chains/{id}", "Where a chain is", this::one)
            .gives("Chain")
            .fails(400, 404),
        Endpoint.delete("/v1/chains/{id}", "Cancels a chain; an ended one stays", this::delete)
            .asks("kill?: boolean # false: steps that run finish; they are ended when absent")
            .gives(204, "")
            .fails(400, 404),
        Endpoint.get("/v1/chains/{id}/result", "What a chain brought, so far", this::result)
            .gives("ChainResult")
            .fails(400, 404));
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
        ChainStatus: "running"|"completed"|"failed"|"cancelled"
        ChainSummary:
          chain_id: text
          status: ChainStatus
          total_steps: integer
          completed_steps: integer # those that did what they were asked
          skipped_steps: integer
          failed_steps: integer
          cancelled_steps: integer # while they ran
          cost: cost # of all attempts of all steps
          created_at_ms: integer
          completed_at_ms: integer|null
        ChainPage:
          items: [ChainSummary]
          total: integer
          limit: integer
          offset: integer
        StepResult:
          name: text
          task_id: text
          output: text
          success: boolean
          cost: cost
          retries_used: integer
          skipped: boolean
          warnings: [text] # what a person should know of it
        Chain:
          chain_id: text
          status: ChainStatus
          total_steps: integer
          current_step: integer|null # counted from 0
          current_step_name: text|null
          current_step_partial_output: text|null
          current_step_started_at_ms: integer|null
          current_step_started_at: integer|null # in seconds
          completed_steps: [StepResult]
        ChainResult:
          chain_id: text
          status: ChainStatus
          steps: [StepResult]
          final_output: text
          cost: cost # of all attempts of all steps
          total_cost: cost # the same
          success: boolean
          workspace?: Workspace # that its steps shared, once it is finished
        """;
  }

  private void list(Call call) {
    PoolConfig pool = call.pool();
    int limit = TaskRoutes.limit(call);
    int offset = TaskRoutes.offset(call);
    Chains chains = api.engine().chains();
    long total = chains.count(pool.id());
    Page page = Page.of(total, limit, offset, TaskRoutes.isAscending(call));
    List<Chains.Summary> found =
        page.limit() == 0
            ? List.of()
            : page.inOrder(chains.list(pool.id(), page.limit(), page.offset()));
    ArrayNode items = Shapes.array();
    found.forEach(chain -> items.add(ChainShapes.summary(chain)));
    call.answer(Routes.page(items, total, limit, offset));
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

  private void one(Call call) {
    TaskId id = call.chain();
    call.answer(ChainShapes.progress(id.value(), api.engine().chains().progress(id)));
  }

  private void delete(Call call) {
    api.engine().chains().cancel(call.chain(), "cancelled by a client", call.flag("kill", true));
    call.empty();
  }

  private void result(Call call) {
    TaskId id = call.chain();
    TaskRecord parent = api.engine().chains().get(id);
    ObjectNode answer = Shapes.object().put("chain_id", id.value());
    answer.put("status", parent.state().terminal() ? parent.state().wireName() : "running");
    answer.setAll(ChainShapes.result(api.engine().chains().result(id)));
    api.engine()
        .chains()
        .workspace(id)
        .ifPresent(where -> answer.set("workspace", Shapes.workspace(where)));
    call.answer(answer);
  }
}
