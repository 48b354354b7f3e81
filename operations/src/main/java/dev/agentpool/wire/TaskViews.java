package dev.agentpool.wire;

import dev.agentpool.budget.Cost;
import dev.agentpool.engine.Engine;
import dev.agentpool.inside.Family;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.AskedPrompts;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks as every face tells them: with their dependencies, what they cost, and what a chain
 * brought. However many are told at once, the ledger is asked the same few times.
 */
public final class TaskViews {
  private static final int AT_A_TIME = 25;
  private final Engine engine;
  private final Ledger ledger;
  private final AskedPrompts asked;

  public TaskViews(Engine engine, Ledger ledger) {
    this.engine = engine;
    this.ledger = ledger;
    this.asked = new AskedPrompts(ledger);
  }

  public ArrayNode all(List<TaskRecord> tasks) {
    List<TaskId> ids = tasks.stream().map(TaskRecord::id).toList();
    Map<TaskId, Cost> costs = ledger.costs(ids);
    Map<TaskId, List<TaskId>> after = ledger.dependencies(ids);
    Map<TaskId, ChainResult> chains =
        engine.chains().results(tasks.stream().filter(TaskViews::isEndedPlan).toList());
    ArrayNode all = Shapes.array();
    for (TaskRecord task : tasks) {
      TaskId id = task.id();
      ObjectNode node =
          TaskShapes.task(
                  task,
                  after.getOrDefault(id, List.of()),
                  costs.getOrDefault(id, Cost.NOTHING),
                  chains.get(id))
              .put("reason", engine.tasks().reason(task));
      node.set("escalation", ReviewShapes.escalation(engine.reviews().escalation(task)));
      all.add(node.put("submitted_by", Family.parentOf(task).map(TaskId::value).orElse(null)));
    }
    return all;
  }

  /**
   * The tasks that a filter lets through, with long texts by their heads. Read a few at a time:
   * what all of them hold may be more than there is memory.
   */
  public List<ObjectNode> list(TaskFilter filter) {
    List<ObjectNode> list = new ArrayList<>();
    for (int done = 0; done < filter.limit(); done += AT_A_TIME) {
      int some = Math.min(AT_A_TIME, filter.limit() - done);
      List<TaskRecord> found =
          ledger.tasks(
              new TaskFilter(
                  filter.pool(),
                  filter.states(),
                  filter.tags(),
                  filter.slot(),
                  filter.plan(),
                  some,
                  filter.offset() + done));
      for (JsonNode node : all(found)) {
        ObjectNode task = (ObjectNode) node;
        LongTexts.cut(task);
        list.add(task);
      }
      if (found.size() < some) {
        break;
      }
    }
    return list;
  }

  /** One by itself is told with what it was really asked, when it is a step of a plan. */
  public ObjectNode one(TaskRecord task) {
    return ((ObjectNode) all(List.of(task)).get(0))
        .put("rendered_prompt", asked.of(task).orElse(null));
  }

  /** The tasks that were started inside of it, oldest first. */
  public ArrayNode children(TaskRecord task) {
    return Shapes.texts(
        ledger
            .tasks(
                new TaskFilter(
                    task.pool(), Set.of(), List.of(Family.TAG + task.id()), null, null, 10_000, 0))
            .reversed()
            .stream()
            .map(child -> child.id().value())
            .toList());
  }

  /** What is told of a task that has ended, to those who watched it. */
  public ObjectNode outcome(TaskRecord task) {
    return TaskShapes.outcome(task, engine.tasks().cost(task.id()), chain(task));
  }

  private @Nullable ChainResult chain(TaskRecord task) {
    return isEndedPlan(task) ? engine.chains().result(task.id()) : null;
  }

  private static boolean isEndedPlan(TaskRecord task) {
    return task.spec().isParent() && task.state().terminal();
  }
}
