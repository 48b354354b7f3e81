package dev.agentpool.rest;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.AttemptRecord;
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

  /** So many tasks and not one of them held longer than it is needed. */
  record Window(List<TaskRecord> tasks, long total) {}

  /** A part of the tasks that a filter lets through, in their order, newest first or last. */
  Window window(TaskFilter filter, boolean ascending) {
    long total = total(filter);
    long from = ascending ? Math.max(0, total - filter.offset() - filter.limit()) : filter.offset();
    long to = ascending ? Math.max(0, total - filter.offset()) : from + filter.limit();
    List<TaskRecord> found = new ArrayList<>();
    walk(filter, to, (task, place) -> {
      if (place >= from) {
        found.add(task);
      }
    });
    if (ascending) {
      Collections.reverse(found);
    }
    return new Window(found, total);
  }

  private long total(TaskFilter filter) {
    PoolId pool = filter.pool();
    if (pool == null || !filter.tags().isEmpty() || filter.slot() != null) {
      return walk(filter, Long.MAX_VALUE, (_, _) -> {});
    }
    return api.closings().counts(pool).entrySet().stream()
        .filter(count -> filter.states().isEmpty() || filter.states().contains(count.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private interface Visitor {
    void at(TaskRecord task, long place);
  }

  /** Visits tasks newest first, without those that only finish a workspace; returns how many. */
  private long walk(TaskFilter filter, long most, Visitor visitor) {
    long place = 0;
    for (int offset = 0; place < most; offset += PAGE) {
      List<TaskRecord> page = api.ledger().tasks(at(filter, offset));
      for (TaskRecord task : page) {
        if (!task.spec().isClosing() && place < most) {
          visitor.at(task, place++);
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    return place;
  }

  private static TaskFilter at(TaskFilter filter, int offset) {
    return new TaskFilter(
        filter.pool(),
        filter.states(),
        filter.tags(),
        filter.slot(),
        filter.plan(),
        PAGE,
        offset);
  }
}
