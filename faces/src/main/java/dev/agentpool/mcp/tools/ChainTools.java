package dev.agentpool.mcp.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.answer.ChainFanOutAnswer;
import dev.agentpool.answer.ChainFate;
import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.SubmittedChain;
import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.ChainRows;
import dev.agentpool.request.ChainCancel;
import dev.agentpool.request.ChainName;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Chains (spec slot-pool 8.1 to 8.4). */
final class ChainTools {
  private static final Fields CHAIN_ID = Fields.NONE.need("task_id", Schema.name("the chain's id"));

  private ChainTools() {}

  static List<Tool> all() {
    return List.of(chain(), submit(), fanOut(), result(), cancel());
  }

  /** What a chain brought, and where its steps worked. */
  private record Ran(
      String taskId,
      TaskState state,
      List<ChainResult.StepResult> steps,
      String finalOutput,
      @JsonUnwrapped(prefix = "cost_") Cost cost,
      @JsonUnwrapped(prefix = "total_cost_") Cost totalCost,
      boolean success,
      String isolationEffective) {
    static Ran of(SubmittedChain chain, ChainResult result) {
      return new Ran(
          result.id(),
          result.state(),
          result.steps(),
          result.output(),
          result.cost(),
          result.totalCost(),
          result.success(),
          chain.isolationEffective());
    }
  }

  private static Tool chain() {
    return Tool.of(
            "pool_chain",
            "Run a chain",
            "Runs steps one after another, each with the output of the one before, and gives what"
                + " they brought. Blocks; prefer pool_submit_chain.")
        .with(ChainRows.SUBMIT, Ran.class)
        .takes(PlanArguments.CHAIN.and(PlanArguments.OPTIONS).and(Work.TAKES))
        .gives(Work.orRunning(Fields.answer(Ran.class).needing("task_id")))
        .lean(
            "Run steps in order. A prompt may use {previous_output}. timeout_ms 0 returns the id at"
                + " once.",
            Fields.NONE
                .need(
                    "steps",
                    Schema.listOf(
                        Schema.orText(Schema.OBJECT),
                        "a prompt, {name, prompt} or {name, skill, arguments}; also model, effort,"
                            + " retries, recovery_prompt, output_vars, on_failure"))
                .may("isolation", Schema.choice("", "none", "worktree", "clone"))
                .and(Work.LEAN),
            List.of("task_id", "final_output", "success", "status"))
        .does(call -> {
          SubmittedChain chain = call.ask(ChainRows.SUBMIT, call.submission(ChainRows.SUBMIT));
          return new Work(call, List.of(new TaskId(chain.taskId())))
              .await(() ->
                  Answer.of(
                      Ran.of(chain, call.ask(ChainRows.RESULT, new ChainName(chain.chainId())))));
        });
  }

  private record Submitted(String taskId, String isolationEffective) {}

  private static Tool submit() {
    return Tool.of(
            "pool_submit_chain",
            "Submit a chain",
            "Queues steps that run one after another and returns the chain's id at once. Then"
                + " pool_wait, pool_chain_result.")
        .with(ChainRows.SUBMIT, Submitted.class)
        .takes(PlanArguments.CHAIN.and(PlanArguments.OPTIONS))
        .does(call -> {
          SubmittedChain chain = call.ask(ChainRows.SUBMIT);
          return Answer.of(new Submitted(chain.taskId(), chain.isolationEffective()));
        });
  }

  /** One of several chains: its id, or why there is none. */
  private record Fate(
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> taskId,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> error,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> code) {}

  private record FannedOut(List<String> taskIds, List<Fate> chains, String isolationEffective) {
    static FannedOut of(ChainFanOutAnswer answer) {
      List<ChainFate> chains = answer.chains();
      return new FannedOut(
          chains.stream().flatMap(chain -> chain.taskId().stream()).toList(),
          chains.stream()
              .map(chain -> new Fate(chain.taskId(), chain.error(), chain.code()))
              .toList(),
          answer.isolationEffective());
    }
  }

  private static Tool fanOut() {
    return Tool.of(
            "pool_fan_out_chains",
            "Submit chains",
            "Queues several independent chains. One that cannot be accepted keeps no other back;"
                + " chains says of each in order its id or its error.")
        .with(ChainRows.FAN_OUT, FannedOut.class)
        .takes(
            Fields.NONE
                .need("chains", Schema.someOf(PlanArguments.STEPS, "each a list of steps"))
                .and(PlanArguments.OPTIONS))
        .does(call -> Answer.of(FannedOut.of(call.ask(ChainRows.FAN_OUT))));
  }

  private static Tool result() {
    return Tool.of(
            "pool_chain_result",
            "Look at a chain",
            "Tells how far a chain is, with what its current step has said so far, and its result"
                + " when it has ended. Never blocks.")
        .takes(CHAIN_ID)
        .gives(
            Fields.NONE
                .need("task_id", Schema.TEXT)
                .need("status", Schema.TEXT)
                .need("total_steps", Schema.WHOLE)
                .need("completed_steps", Schema.OBJECTS)
                .may("current_step", Schema.WHOLE_OR_NULL)
                .may("current_step_name", Schema.TEXT_OR_NULL)
                .may("current_step_partial_output", Schema.TEXT)
                .may("current_step_started_at", Schema.WHOLE)
                .may("result", Schema.OBJECT))
        .asks(ChainRows.GET, ChainRows.RESULT)
        .reads()
        .does(call -> {
          ChainName chain = chain(call);
          ChainProgress at = call.ask(ChainRows.GET, chain);
          ObjectNode progress = ChainJson.progress(at);
          ObjectNode shown = Shapes.object();
          shown.set("progress", progress);
          ObjectNode data = progress.deepCopy().put("task_id", chain.chainId());
          if (at.state().terminal()) {
            ObjectNode result = Json.ANSWERS.valueToTree(call.ask(ChainRows.RESULT, chain));
            data.set("result", result.without(List.of("chain_id", "status")));
            shown.set("result", TaskJson.result(TaskJson.told(call, call.task())));
          } else {
            shown.putNull("result");
          }
          return Answer.of(data).mcp(shown);
        });
  }

  /** A chain of this desk's pool. */
  private static ChainName chain(Call call) {
    try {
      return new ChainName(call.engine().chains().get(call.task()).id().value());
    } catch (Refused refused) {
      throw new Refused(
          refused.kind(), refused.code(), "no chain found for the id " + call.text("task_id"));
    }
  }

  private static Tool cancel() {
    return Tool.of(
            "pool_cancel_chain",
            "Cancel a chain",
            "Cancels a chain: the current step is ended, unless kill_current is false, and the"
                + " others are skipped.")
        .takes(
            CHAIN_ID.may(
                "kill_current", Schema.flag("false: the current step finishes; default true")))
        .gives(
            Fields.NONE
                .need("status", Schema.TEXT)
                .need("task_id", Schema.TEXT)
                .need("state", Schema.TEXT))
        .asks(ChainRows.CANCEL, ChainRows.GET)
        .hinted(new ToolHints(false, true, true, false))
        .does(call -> {
          ChainName chain = new ChainName(call.task().value());
          call.ask(
              ChainRows.CANCEL,
              new ChainCancel(chain.chainId(), Optional.of(call.flag("kill_current", true))));
          ChainProgress after = call.ask(ChainRows.GET, chain);
          return Answer.of(
                  Shapes.object()
                      .put("status", "cancellation_requested")
                      .put("task_id", chain.chainId())
                      .put("state", after.state().wireName()))
              .mcp(Shapes.object().put("cancelled", true));
        });
  }
}
