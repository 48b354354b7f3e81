package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.feed.Waits;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks and plans: submitting, listing, waiting, ending. */
final class TaskRoutes implements RouteGroup {
  static final int MOST_ITEMS = 10_000;
  private final Api api;
  private final TaskAnswers answers;

  TaskRoutes(Api api) {
    this.api = api;
    this.answers = new TaskAnswers(api);
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/tasks", "Submits a task", this::submit)
            .takes("TaskRequest")
            .gives(202, "Submitted")
            .fails(400, 409),
        Endpoint.post(
                "/v1/plans", "Submits tasks that wait for each other, all or none", this::plan)
            .takes("PlanRequest")
            .gives(202, "SubmittedTasks")
            .fails(400, 409),
        Endpoint.get("/v1/tasks", "Lists tasks, newest first", this::list)
            .asks(
                "state?: text # states, with commas between them",
                "tag?: text # any of these tags",
                "slot?: text # that ran it last",
                "order?: \"desc\"|\"asc\" # by the time of submission; desc when absent",
                "limit?: integer # 50 when absent",
                "offset?: integer")
            .gives("TaskPage")
            .fails(400),
        Endpoint.post(
                "/v1/tasks/wait",
                "Waits for results; returns at once when they are there",
                this::await)
            .takes("WaitRequest")
            .gives("WaitAnswer")
            .fails(400, 404),
        Endpoint.get("/v1/tasks/{id}", "One task, with its result", this::one)
            .gives("Task")
            .fails(400, 404),
        Endpoint.delete(
                "/v1/tasks/{id}", "Cancels a task; one that has ended stays as it is", this::delete)
            .gives(204, "")
            .fails(400, 404),
        Endpoint.post("/v1/tasks/{id}/cancel", "Cancels a task, and says why", this::cancel)
            .takes("CancelRequest")
            .gives("Task")
            .fails(400, 404),
        Endpoint.post("/v1/tasks/{id}/retry", "The same work as a new task", this::retry)
            .gives(202, "Submitted")
            .fails(400, 404, 409));
  }

  @Override
  public String shapes() {
    return TaskText.SHAPES;
  }

  private void submit(Call call) {
    PoolConfig pool = call.pool();
    Body body = call.body();
    String prompt = body.text("prompt");
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    accepted(call, api.engine().tasks().submit(pool, prompt, options));
  }

  private void accepted(Call call, TaskId id) {
    TaskState state = api.ledger().states(List.of(id)).getOrDefault(id, TaskState.PENDING);
    call.answer(Shapes.object().put("task_id", id.value()).put("state", state.wireName()));
  }

  private void plan(Call call) {
    PoolConfig pool = call.pool();
    List<TaskId> ids =
        api.engine().tasks().submitAll(TaskRequests.plan(call, pool, api.engine().tasks()));
    call.answer(ids(ids));
  }

  static ObjectNode ids(List<TaskId> ids) {
    ObjectNode answer = Shapes.object();
    answer.set("task_ids", Shapes.texts(ids.stream().map(TaskId::value).toList()));
    return answer;
  }

  private void one(Call call) {
    call.answer(answers.whole(api.engine().tasks().get(call.task())));
  }

  private void list(Call call) {
    PoolId pool = call.namedPool().map(PoolConfig::id).orElse(null);
    int limit = limit(call);
    int offset = offset(call);
    TaskFilter filter =
        new TaskFilter(
            pool, states(call), call.words("tag"), call.query("slot"), null, limit, offset);
    boolean isReviews = filter.states().equals(Set.of(TaskState.PENDING_REVIEW));
    call.answer(
        isReviews && call.query("order") == null
            ? answers.reviews(api, filter)
            : answers.page(filter, isAscending(call)));
  }

  static boolean isAscending(Call call) {
    String order = call.query("order");
    return switch (order) {
      case null -> false;
      case "desc" -> false;
      case "asc" -> true;
      default -> throw Problem.invalid("'order' must be asc or desc, not \"" + order + "\"");
    };
  }

  static int limit(Call call) {
    int limit = call.number("limit", 50);
    if (limit < 1 || limit > MOST_ITEMS) {
      throw Problem.invalid("'limit' must be 1 to " + MOST_ITEMS + ", not " + limit);
    }
    return limit;
  }

  static int offset(Call call) {
    int offset = call.number("offset", 0);
    if (offset < 0) {
      throw Problem.invalid("'offset' must be 0 or more, not " + offset);
    }
    return offset;
  }

  private static Set<TaskState> states(Call call) {
    Set<TaskState> states = EnumSet.noneOf(TaskState.class);
    for (String word : call.words("state")) {
      try {
        states.add(TaskState.ofWireName(word));
      } catch (IllegalArgumentException e) {
        throw Problem.invalid(
            "unknown state \""
                + word
                + "\"; there are: "
                + Arrays.stream(TaskState.values())
                    .map(TaskState::wireName)
                    .collect(Collectors.joining(", ")));
      }
    }
    return states;
  }

  private void await(Call call) throws InterruptedException {
    Body body = call.body();
    List<TaskId> ids = new ArrayList<>();
    for (String text : body.texts("ids")) {
      ids.add(TaskRequests.id(text));
    }
    String mode = body.textOrNull("mode");
    int count = count(mode == null ? "all" : mode, body.number("count", 0), ids.size());
    Duration atMost = TaskRequests.timeout(body);
    call.nothingElse();
    Waits.Answer found = api.engine().tasks().await(ids, count, atMost);
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
    call.answer(answer);
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

  private void delete(Call call) {
    api.engine().tasks().cancel(call.task(), "cancelled by a client");
    call.empty();
  }

  private void cancel(Call call) {
    String why = call.body().textOrNull("why");
    call.nothingElse();
    TaskRecord task =
        api.engine().tasks().cancel(call.task(), why == null ? "cancelled by a person" : why);
    call.answer(answers.shape(task));
  }

  private void retry(Call call) {
    call.nothingElse();
    accepted(call, api.engine().tasks().retry(call.task()));
  }
}
