package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.node.Waits;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import dev.agentpool.wire.Shapes;

/** Tasks and plans. */
final class TaskRoutes {
  private static final long MAX_WAIT_MILLIS = Duration.ofDays(7).toMillis();
  private final Api api;

  TaskRoutes(Api api) {
    this.api = api;
  }

  void add(RoutesConfig routes) {
    routes.post("/v1/tasks", this::submit);
    routes.post("/v1/plans", this::plan);
    routes.get("/v1/tasks", this::list);
    routes.post("/v1/tasks/wait", this::await);
    routes.get("/v1/tasks/{id}", context -> answer(context, shape(task(context))));
    routes.post("/v1/tasks/{id}/cancel", this::cancel);
    routes.post("/v1/tasks/{id}/retry", this::retry);
    routes.post(
        "/v1/tasks/{id}/approve", context -> moved(context, api.ledger().approve(id(context))));
    routes.post("/v1/tasks/{id}/reject", this::reject);
  }

  static void answer(Context context, ObjectNode node) {
    context.contentType("application/json").result(Shapes.text(node));
  }

  static <T> T done(Reply<T> reply) {
    return switch (reply) {
      case Reply.Done<T> done -> done.value();
      case Reply.Refused<T> refused -> throw Problem.of(refused.refusal());
    };
  }

  static TaskId id(Context context) {
    return TaskRequests.id(context.pathParam("id"));
  }

  private TaskRecord task(Context context) {
    TaskId id = id(context);
    return api.ledger()
        .task(id)
        .orElseThrow(() -> new Problem(404, "task_not_found", "task not found: " + id));
  }

  private ObjectNode shape(TaskRecord task) {
    return Shapes.task(task, api.ledger().dependencies(task.id()));
  }

  private void submit(Context context) {
    Body body = Body.parse(context.body());
    PoolConfig pool = api.projects().open(body.text("dir"));
    TaskId id = done(api.ledger().submit(TaskRequests.one(body, pool))).getFirst();
    accepted(context, id);
  }

  private void accepted(Context context, TaskId id) {
    TaskState state = api.ledger().states(List.of(id)).getOrDefault(id, TaskState.PENDING);
    context.status(202);
    answer(context, Shapes.object().put("task_id", id.value()).put("state", state.wireName()));
  }

  private void plan(Context context) {
    Body body = Body.parse(context.body());
    PoolConfig pool = api.projects().open(body.text("dir"));
    Submission submission = TaskRequests.plan(body, pool);
    ObjectNode answer = Shapes.object();
    answer.set(
        "task_ids",
        Shapes.texts(done(api.ledger().submit(submission)).stream().map(TaskId::value).toList()));
    context.status(202);
    answer(context, answer);
  }

  private void list(Context context) {
    String directory = context.queryParam("dir");
    PoolId pool = directory == null ? null : api.projects().open(directory).id();
    int limit = number(context, "limit", 50);
    int offset = number(context, "offset", 0);
    TaskFilter filter =
        TaskRequests.checked(() ->
            new TaskFilter(
                pool,
                states(context),
                words(context, "tag"),
                context.queryParam("slot"),
                null,
                limit,
                offset));
    ArrayNode items = Shapes.array();
    for (TaskRecord task : api.ledger().tasks(filter)) {
      items.add(shape(task));
    }
    ObjectNode answer = Shapes.object();
    answer.set("items", items);
    answer.put("total", total(filter)).put("limit", limit).put("offset", offset);
    answer(context, answer);
  }

  private long total(TaskFilter filter) {
    boolean simple = filter.tags().isEmpty() && filter.slot() == null && filter.pool() != null;
    if (!simple) {
      return api.ledger()
          .tasks(
              new TaskFilter(
                  filter.pool(), filter.states(), filter.tags(), filter.slot(), null, 10_000, 0))
          .size();
    }
    return api.ledger().counts(java.util.Objects.requireNonNull(filter.pool())).entrySet().stream()
        .filter(count -> filter.states().isEmpty() || filter.states().contains(count.getKey()))
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }

  private static Set<TaskState> states(Context context) {
    Set<TaskState> states = new HashSet<>();
    for (String word : words(context, "state")) {
      states.add(TaskState.ofWireName(word));
    }
    return states;
  }

  private static List<String> words(Context context, String name) {
    String value = context.queryParam(name);
    return value == null || value.isBlank() ? List.of() : List.of(value.split(","));
  }

  static int number(Context context, String name, int otherwise) {
    String value = context.queryParam(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw Problem.invalid("'" + name + "' must be a whole number, not \"" + value + "\"");
    }
  }

  private void await(Context context) throws InterruptedException {
    Body body = Body.parse(context.body());
    List<TaskId> ids = new ArrayList<>();
    for (String text : body.texts("ids")) {
      ids.add(TaskRequests.id(text));
    }
    String mode = body.textOrNull("mode");
    int count = count(mode == null ? "all" : mode, body.number("count", 0), ids.size());
    long millis = body.longNumber("timeout_ms", MAX_WAIT_MILLIS, 0, MAX_WAIT_MILLIS);
    body.nothingElse();
    unknown(ids);
    Waits.Answer found = api.waits().await(ids, count, Duration.ofMillis(millis));
    ArrayNode tasks = Shapes.array();
    for (TaskId id : ids) {
      TaskState state = found.states().get(id);
      tasks.add(
          Shapes.object()
              .put("id", id.value())
              .put("state", state == null ? null : state.wireName()));
    }
    ObjectNode answer = Shapes.object().put("satisfied", found.satisfied());
    answer.set("tasks", tasks);
    answer(context, answer);
  }

  private void unknown(List<TaskId> ids) {
    Set<TaskId> known = api.ledger().states(ids).keySet();
    for (TaskId id : ids) {
      if (!known.contains(id)) {
        throw new Problem(404, "task_not_found", "task not found: " + id);
      }
    }
  }

  private static int count(String mode, int count, int of) {
    if (of == 0) {
      throw Problem.invalid("'ids' is empty: name the tasks to wait for");
    }
    return switch (mode) {
      case "all" -> of;
      case "any" -> 1;
      case "count" -> {
        if (count < 1 || count > of) {
          throw Problem.invalid("'count' must be 1 to " + of + ", not " + count);
        }
        yield count;
      }
      default -> throw Problem.invalid("'mode' must be all, any or count, not \"" + mode + "\"");
    };
  }

  private void cancel(Context context) {
    Body body = Body.parse(context.body());
    String why = body.textOrNull("why");
    body.nothingElse();
    moved(context, api.ledger().cancel(id(context), why == null ? "cancelled by a person" : why));
  }

  private void retry(Context context) {
    Body.parse(context.body()).nothingElse();
    accepted(context, done(api.ledger().resubmit(id(context))));
  }

  private void reject(Context context) {
    Body body = Body.parse(context.body());
    String feedback = body.text("feedback");
    body.nothingElse();
    moved(context, api.ledger().reject(id(context), feedback));
  }

  private void moved(Context context, Reply<TaskRecord> reply) {
    answer(context, shape(done(reply)));
  }
}
