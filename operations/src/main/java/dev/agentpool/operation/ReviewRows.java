package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Merged;
import dev.agentpool.answer.Review;
import dev.agentpool.answer.Task;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Reviews;
import dev.agentpool.request.EscalateRequest;
import dev.agentpool.request.MergeRequest;
import dev.agentpool.request.RejectRequest;
import dev.agentpool.request.TaskName;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.List;
import java.util.Optional;

/** The review gate, and merging what passed it (spec slot-pool 7.5, 7.12). */
public final class ReviewRows {
  private static final String ONE = "/v1/tasks/{id}";

  public static final Operation<TaskName, Task> APPROVE =
      named("review.approve", "Accepts a task that is pending review")
          .takes(TaskName.class)
          .gives(Task.class)
          .at(decides("approve"))
          .does((asking, named) ->
              told(asking, asking.engine().reviews().approve(asking.task(named.taskId()))));

  public static final Operation<RejectRequest, Task> REJECT =
      named("review.reject", "Sends a task back with feedback")
          .takes(RejectRequest.class)
          .gives(Task.class)
          .at(decides("reject"))
          .does((asking, asked) ->
              told(
                  asking,
                  asking.engine().reviews().reject(asking.task(asked.taskId()), asked.feedback())));

  public static final Operation<EscalateRequest, Task> ESCALATE =
      named("review.escalate", "Leaves the decision on a task that is pending review to a person")
          .takes(EscalateRequest.class)
          .gives(Task.class)
          .at(decides("escalate"))
          .does((asking, asked) -> {
            TaskId id = asking.task(asked.taskId());
            asking.engine().reviews().escalate(id, asked.why());
            return told(asking, asking.engine().tasks().get(id));
          });

  public static final Operation<TaskName, Review> LOOK =
      named("review.look", "A task and what its branch changes")
          .takes(TaskName.class)
          .gives(Review.class)
          .at(Route.get(ONE + "/review").with("id", "task_id").fails(400, 404))
          .does(ReviewRows::look);

  public static final Operation<MergeRequest, Merged> MERGE =
      named("review.merge", "Merges a completed task's or chain's branch")
          .takes(MergeRequest.class)
          .gives(Merged.class)
          .at(decides("merge"))
          .does(ReviewRows::merge);

  private ReviewRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(APPROVE, REJECT, ESCALATE, LOOK, MERGE);
  }

  private static Route decides(String verb) {
    return Route.post(ONE + "/" + verb).with("id", "task_id").fails(400, 404, 409);
  }

  private static Task told(Asking asking, TaskRecord task) {
    return TaskAnswers.of(asking).one(task);
  }

  private static PoolConfig poolOf(Asking asking, TaskId id) {
    return asking.pool(asking.engine().tasks().get(id).pool());
  }

  private static Review look(Asking asking, TaskName named) {
    TaskId id = asking.task(named.taskId());
    Reviews.Review review = asking.engine().reviews().look(poolOf(asking, id), id);
    return new Review(
        told(asking, review.task()),
        review
            .change()
            .map(change ->
                new Review.Change(
                    change.branch(),
                    change.commits(),
                    change.files(),
                    change.stat(),
                    change.patch())),
        Optional.ofNullable(review.problem()));
  }

  private static Merged merge(Asking asking, MergeRequest request) {
    TaskId id = asking.task(request.taskId());
    var merged =
        asking.engine().reviews().merge(poolOf(asking, id), id, request.check().orElse(null));
    return new Merged(merged.into(), merged.commit(), merged.commits(), merged.notices());
  }
}
