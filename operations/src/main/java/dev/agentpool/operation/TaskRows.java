package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Submitted;
import dev.agentpool.answer.Task;
import dev.agentpool.answer.TaskPage;
import dev.agentpool.answer.Waited;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Tasks;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.CancelRequest;
import dev.agentpool.request.PageRequest;
import dev.agentpool.request.TaskName;
import dev.agentpool.request.TaskRequest;
import dev.agentpool.request.WaitRequest;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskIdPrefix;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Single tasks: submitting, listing, waiting, ending (spec slot-pool 7.1 to 7.4). */
public final class TaskRows {
  private static final int MOST_CANDIDATES = 20;
  private static final String ALL = "/v1/tasks";
  private static final String ONE = "/v1/tasks/{id}";

  public static final Operation<TaskRequest, Submitted> SUBMIT =
      named("task.submit", "Submits a task")
          .takes(TaskRequest.class)
          .gives(Submitted.class)
          .at(Route.post(ALL).status(202).fails(400, 409))
          .does((asking, asked) ->
              submitted(
                  asking,
                  asking
                      .engine()
                      .tasks()
                      .submit(
                          asking.pool(),
                          asked.prompt(),
                          Choices.task(asked.how(), asked.idempotencyKey()))));

  public static final Operation<dev.agentpool.request.TaskFilter, TaskPage> LIST =
      named("task.list", "Lists tasks, newest first")
          .takes(dev.agentpool.request.TaskFilter.class)
          .gives(TaskPage.class)
          .at(Route.get(ALL))
          .does(TaskRows::list);

  public static final Operation<WaitRequest, Waited> WAIT =
      named("task.wait", "Waits for results; returns at once when they are there")
          .takes(WaitRequest.class)
          .gives(Waited.class)
          .at(Route.post(ALL + "/wait").fails(400, 404))
          .does(TaskRows::await);

  public static final Operation<TaskName, Task> GET =
      named("task.get", "One task, with its result")
          .takes(TaskName.class)
          .gives(Task.class)
          .at(Route.get(ONE).with("id", "task_id").fails(400, 404))
          .does((asking, named) -> {
            TaskRecord task = asking.engine().tasks().get(asking.task(named.taskId()));
            asking.engine().sights().told(task);
            return TaskAnswers.of(asking).whole(task);
          });

  public static final Operation<TaskName, Done> END =
      named("task.end", "Cancels a task; one that has ended stays as it is")
          .takes(TaskName.class)
          .givesNothing()
          .at(Route.delete(ONE).with("id", "task_id").status(204).fails(400, 404))
          .does((asking, named) -> {
            asking.engine().tasks().cancel(asking.task(named.taskId()), "cancelled by a client");
            return Done.DONE;
          });

  public static final Operation<CancelRequest, Task> CANCEL =
      named("task.cancel", "Cancels a task, and says why")
          .takes(CancelRequest.class)
          .gives(Task.class)
          .at(Route.post(ONE + "/cancel").with("id", "task_id").fails(400, 404))
          .does((asking, asked) -> {
            Tasks tasks = asking.engine().tasks();
            TaskId id = asking.task(asked.taskId());
            boolean hadEnded = tasks.get(id).state().terminal();
            TaskRecord after = tasks.cancel(id, asked.why().orElse("cancelled by a person"));
            return TaskAnswers.of(asking).cancelled(after, hadEnded);
          });

  public static final Operation<TaskName, Submitted> RETRY =
      named("task.retry", "The same work as a new task")
          .takes(TaskName.class)
          .gives(Submitted.class)
          .at(Route.post(ONE + "/retry").with("id", "task_id").status(202).fails(400, 404, 409))
          .does((asking, named) ->
              submitted(asking, asking.engine().tasks().retry(asking.task(named.taskId()))));

  private TaskRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(SUBMIT, LIST, WAIT, GET, END, CANCEL, RETRY);
  }

  private static Submitted submitted(Asking asking, TaskId id) {
    return SkillRows.submitted(asking, id, Optional.empty());
  }

  private static TaskPage list(Asking asking, dev.agentpool.request.TaskFilter asked) {
    PageRequest part = asked.page();
    if (asked.id().isPresent()) {
      return beginning(asking, asked.id().get(), part);
    }
    TaskFilter filter =
        new TaskFilter(
            asking.namedStanding().map(PoolConfig::id).orElse(null),
            asked.inStates(),
            asked.tags(),
            asked.slot().orElse(null),
            null,
            part.most(),
            part.from());
    boolean isReviews = filter.states().equals(Set.of(TaskState.PENDING_REVIEW));
    return isReviews && part.order().isEmpty()
        ? reviews(asking, filter)
        : page(asking, filter, part);
  }

  private static TaskPage page(Asking asking, TaskFilter filter, PageRequest part) {
    long total = asking.ledger().count(filter);
    Page page = Page.of(total, part.most(), part.from(), part.isAscending());
    List<Task> items =
        page.limit() == 0
            ? List.of()
            : page.inOrder(
                TaskAnswers.of(asking).list(TaskAnswers.at(filter, page.limit(), page.offset())));
    return new TaskPage(items, total, part.most(), part.from());
  }

  /** Those whose ids begin so: few are told, however many there are. */
  private static TaskPage beginning(Asking asking, String start, PageRequest part) {
    TaskIdPrefix prefix = Tasks.checked(() -> new TaskIdPrefix(start));
    int most = Math.min(part.most(), MOST_CANDIDATES);
    Optional<PoolId> only = asking.namedStanding().map(PoolConfig::id);
    List<TaskRecord> found =
        asking.ledger().tasks(prefix, most).stream()
            .filter(task -> only.isEmpty() || only.get().equals(task.pool()))
            .toList();
    return new TaskPage(TaskAnswers.of(asking).heads(found), found.size(), most, 0);
  }

  /** What waits for review, newest first, but first of all what was left to a person. */
  private static TaskPage reviews(Asking asking, TaskFilter filter) {
    List<TaskRecord> ordered =
        asking
            .engine()
            .reviews()
            .escalatedFirst(asking.ledger().tasks(TaskAnswers.at(filter, PageRequest.MOST, 0)));
    int from = Math.min(filter.offset(), ordered.size());
    int to = Math.min(from + filter.limit(), ordered.size());
    return new TaskPage(
        TaskAnswers.of(asking).heads(ordered.subList(from, to)),
        ordered.size(),
        filter.limit(),
        filter.offset());
  }

  private static Waited await(Asking asking, WaitRequest asked) throws InterruptedException {
    List<TaskId> ids = asked.ids().stream().map(Tasks::id).toList();
    var found = asking.engine().tasks().await(ids, asked.needed(), asked.atMost());
    return new Waited(
        found.satisfied(),
        ids.stream()
            .map(id ->
                new Waited.WaitedTask(id.value(), Optional.ofNullable(found.states().get(id))))
            .toList());
  }
}
