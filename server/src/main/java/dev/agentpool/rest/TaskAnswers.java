package dev.agentpool.rest;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.TaskShapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as answers: with their dependencies, what they cost, and what a chain brought. */
final class TaskAnswers {
  private static final int PAGE = 1_000;
  private final Api api;

  TaskAnswers(Api api) {
    this.api = api;
  }

  ObjectNode shape(TaskRecord task) {
    ChainResult chain = chain(task);
    return TaskShapes.task(
        task, api.ledger().dependencies(task.id()), cost(task, chain), endedChain(task, chain));
  }

  ObjectNode outcome(TaskRecord task) {
    ChainResult chain = chain(task);
    return TaskShapes.outcome(task, cost(task, chain), endedChain(task, chain));
  }

  private @Nullable ChainResult chain(TaskRecord task) {
    return task.spec().isParent() ? api.engine().chains().result(task.id()) : null;
  }

  private static @Nullable ChainResult endedChain(TaskRecord task, @Nullable ChainResult chain) {
    return task.state().terminal() ? chain : null;
  }

  private Money cost(TaskRecord task, @Nullable ChainResult chain) {
    return chain == null ? cost(task) : chain.totalCost();
  }

  /** Of all attempts; what is not known counts as what was seen. */
  Money cost(TaskRecord task) {
    Money sum = Money.ZERO;
    for (AttemptRecord attempt : api.ledger().attempts(task.id())) {
      sum =
          sum.plus(
              switch (attempt.cost()) {
                case null -> Money.ZERO;
                case Cost.Known(Money amount) -> amount;
                case Cost.Unknown(Money atLeast) -> atLeast;
              });
    }
    return sum;
  }

  /** Everything that a filter lets through, but not the tasks that only finish a workspace. */
  List<TaskRecord> all(TaskFilter filter) {
    List<TaskRecord> found = new ArrayList<>();
    for (int offset = 0; ; offset += PAGE) {
      List<TaskRecord> page =
          api.ledger()
              .tasks(
                  new TaskFilter(
                      filter.pool(),
                      filter.states(),
                      filter.tags(),
                      filter.slot(),
                      filter.plan(),
                      PAGE,
                      offset));
      page.stream().filter(task -> !task.spec().isClosing()).forEach(found::add);
      if (page.size() < PAGE) {
        return found;
      }
    }
  }
}
