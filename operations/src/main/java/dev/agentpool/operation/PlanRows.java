package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.SubmittedTasks;
import dev.agentpool.budget.Limits;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.engine.Tasks;
import dev.agentpool.ledger.Submission;
import dev.agentpool.request.PlanRequest;
import dev.agentpool.request.PlanTask;
import dev.agentpool.task.TaskId;
import java.util.List;
import java.util.Optional;

/** Tasks that wait for each other. */
final class PlanRows {
  public static final Operation<PlanRequest, SubmittedTasks> SUBMIT =
      named("plan.submit", "Submits tasks that wait for each other, all or none")
          .takes(PlanRequest.class)
          .gives(SubmittedTasks.class)
          .at(Route.post("/v1/plans").status(202).fails(400, 409))
          .does(PlanRows::submit);

  private PlanRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(SUBMIT);
  }

  private static SubmittedTasks submit(Asking asking, PlanRequest asked) {
    PoolConfig pool = asking.pool();
    Tasks tasks = asking.engine().tasks();
    List<Submission.Node> nodes =
        asked.tasks().stream().map(task -> node(tasks, pool, task)).toList();
    Submission plan =
        Tasks.checked(() ->
            new Submission(
                pool.id(), nodes, caps(asked), Choices.key(asked.idempotencyKey()), null));
    return new SubmittedTasks(tasks.submitAll(plan).stream().map(TaskId::value).toList());
  }

  private static Limits caps(PlanRequest asked) {
    return new Limits(
        asked.planBudgetUsd().map(usd -> Choices.money("plan_budget_usd", usd)).orElse(null),
        Choices.count("plan_budget_tokens", asked.planBudgetTokens()),
        Choices.count("plan_budget_turns", asked.planBudgetTurns()));
  }

  private static Submission.Node node(Tasks tasks, PoolConfig pool, PlanTask task) {
    TaskOptions options = Choices.task(task.how(), Optional.empty());
    return new Submission.Node(
        tasks.spec(pool, task.prompt(), options), task.afterIndex(), options.after());
  }
}
