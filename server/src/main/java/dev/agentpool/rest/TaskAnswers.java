package dev.agentpool.rest;

import dev.agentpool.budget.Money;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.TaskShapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as answers: with their dependencies, what they cost, and what a chain brought. */
final class TaskAnswers {
  private static final int PAGE = 200;
  private final Api api;

  TaskAnswers(Api api) {
    this.api = api;
  }

  ObjectNode shape(TaskRecord task) {
    ChainResult chain = chain(task);
    return TaskShapes.task(
            task, api.ledger().dependencies(task.id()), cost(task, chain), endedChain(task, chain))
        .put("reason", api.engine().tasks().reason(task));
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

  Money cost(TaskRecord task) {
    return api.engine().tasks().cost(task.id());
  }

  /** So many tasks and not one of them held longer than it is needed. */
  record Window(List<TaskRecord> tasks, long total) {}

  /** A part of the tasks that a filter lets through, in their order, newest first or last. */
  Window window(TaskFilter filter, boolean ascending) {
    long total = total(filter);
    long first = ascending ? total - filter.offset() - filter.limit() : filter.offset();
    long end = ascending ? total - filter.offset() : (long) filter.offset() + filter.limit();
    int offset = (int) Math.max(0, first);
    int limit = (int) Math.max(0, end - offset);
    if (limit == 0) {
      return new Window(List.of(), total);
    }
    List<TaskRecord> found = new ArrayList<>(api.ledger().tasks(at(filter, limit, offset)));
    if (ascending) {
      Collections.reverse(found);
    }
    return new Window(found, total);
  }

  private long total(TaskFilter filter) {
    PoolId pool = filter.pool();
    if (pool == null || !filter.tags().isEmpty() || filter.slot() != null) {
      return walked(filter);
    }
    return api.ledger().counts(pool).entrySet().stream()
        .filter(count -> filter.states().isEmpty() || filter.states().contains(count.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private long walked(TaskFilter filter) {
    long total = 0;
    for (int offset = 0; ; offset += PAGE) {
      int page = api.ledger().tasks(at(filter, PAGE, offset)).size();
      total += page;
      if (page < PAGE) {
        return total;
      }
    }
  }

  private static TaskFilter at(TaskFilter filter, int limit, int offset) {
    return new TaskFilter(
        filter.pool(), filter.states(), filter.tags(), filter.slot(), filter.plan(), limit, offset);
  }
}
