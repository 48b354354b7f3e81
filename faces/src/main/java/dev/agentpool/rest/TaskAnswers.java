package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Outcome;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.operation.Page;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as answers, one by one and in pages. */
final class TaskAnswers {
  private final Ledger ledger;
  private final dev.agentpool.operation.TaskAnswers answers;

  TaskAnswers(Api api) {
    this.ledger = api.ledger();
    this.answers = new dev.agentpool.operation.TaskAnswers(api.engine(), api.ledger());
  }

  ObjectNode shape(TaskRecord task) {
    return Json.ANSWERS.valueToTree(answers.one(task));
  }

  /** With what only one who asks for this task alone wants to know. */
  ObjectNode whole(TaskRecord task) {
    return Json.ANSWERS.valueToTree(answers.whole(task));
  }

  /** What waits for review, newest first, but first of all what was left to a person. */
  ObjectNode reviews(Api api, TaskFilter filter) {
    List<TaskRecord> ordered =
        api.engine().reviews().escalatedFirst(ledger.tasks(at(filter, 10_000, 0)));
    int from = Math.min(filter.offset(), ordered.size());
    int to = Math.min(from + filter.limit(), ordered.size());
    ArrayNode items = Json.ANSWERS.valueToTree(answers.heads(ordered.subList(from, to)));
    return Routes.page(items, ordered.size(), filter.limit(), filter.offset());
  }

  Outcome outcome(TaskRecord task) {
    return answers.outcome(task);
  }

  /** A part of the tasks that a filter lets through, in their order, newest first or last. */
  ObjectNode page(TaskFilter filter, boolean ascending) {
    long total = ledger.count(filter);
    Page page = Page.of(total, filter.limit(), filter.offset(), ascending);
    ArrayNode items =
        page.limit() == 0
            ? Shapes.array()
            : Json.ANSWERS.valueToTree(
                page.inOrder(answers.list(at(filter, page.limit(), page.offset()))));
    return Routes.page(items, total, filter.limit(), filter.offset());
  }

  private static TaskFilter at(TaskFilter filter, int limit, int offset) {
    return new TaskFilter(
        filter.pool(), filter.states(), filter.tags(), filter.slot(), filter.plan(), limit, offset);
  }
}
