package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Merged;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Tasks;
import dev.agentpool.request.MergeRequest;
import dev.agentpool.task.TaskId;
import java.util.List;

/** Merging what passed the review gate (spec slot-pool 7.12). */
public final class ReviewRows {
  public static final Operation<MergeRequest, Merged> MERGE =
      named("review.merge", "Merges a completed task's or chain's branch")
          .takes(MergeRequest.class)
          .gives(Merged.class)
          .at(Route.post("/v1/tasks/{id}/merge").with("id", "task_id").fails(400, 404, 409))
          .does(ReviewRows::merge);

  private ReviewRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(MERGE);
  }

  private static Merged merge(Asking asking, MergeRequest request) {
    TaskId id = Tasks.id(request.taskId());
    PoolConfig pool = asking.pool(asking.engine().tasks().get(id).pool());
    var merged = asking.engine().reviews().merge(pool, id, request.check().orElse(null));
    return new Merged(merged.into(), merged.commit(), merged.commits(), merged.notices());
  }
}
