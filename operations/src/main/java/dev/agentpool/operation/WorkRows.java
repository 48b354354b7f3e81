package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.CheckedOut;
import dev.agentpool.answer.Undone;
import dev.agentpool.answer.WorkPlace;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskWork;
import dev.agentpool.request.TaskName;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.UsersTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A task's work in a person's hands. */
public final class WorkRows {
  private static final String ONE = "/v1/tasks/{id}";

  public static final Operation<TaskName, WorkPlace> PLACE =
      named("work.place", "Where a task's work is: its directory and its branch")
          .takes(TaskName.class)
          .gives(WorkPlace.class)
          .at(Route.get(ONE + "/place").with("id", "task_id").fails(400, 404, 409))
          .does(WorkRows::place);

  public static final Operation<TaskName, CheckedOut> CHECK_OUT =
      named("work.checkout", "Checks a task's branch out in the project's own working tree")
          .takes(TaskName.class)
          .gives(CheckedOut.class)
          .at(Route.post(ONE + "/checkout").with("id", "task_id").fails(400, 404, 409))
          .does(WorkRows::checkOut);

  public static final Operation<TaskName, Undone> UNDO =
      named(
              "work.undo",
              "Takes the merge of a task's branch out of what the project has checked out")
          .takes(TaskName.class)
          .gives(Undone.class)
          .at(Route.post(ONE + "/undo").with("id", "task_id").fails(400, 404, 409))
          .does(WorkRows::undo);

  private WorkRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(PLACE, CHECK_OUT, UNDO);
  }

  private static PoolConfig poolOf(Asking asking, TaskId id) {
    return asking.pool(asking.engine().tasks().get(id).pool());
  }

  private static WorkPlace place(Asking asking, TaskName named) {
    TaskId id = asking.task(named.taskId());
    PoolConfig pool = poolOf(asking, id);
    TaskWork.Place place = asking.engine().work().place(pool, id);
    return new WorkPlace(
        id.value(),
        place.task().state(),
        pool.directory().toString(),
        Optional.ofNullable(place.mode()),
        place.directory().map(Path::toString),
        place.active(),
        place.branch(),
        place.tip());
  }

  private static CheckedOut checkOut(Asking asking, TaskName named) {
    TaskId id = asking.task(named.taskId());
    UsersTree.CheckedOut done = asking.engine().work().checkOut(poolOf(asking, id), id);
    return new CheckedOut(done.directory().toString(), done.from(), done.branch(), done.commit());
  }

  private static Undone undo(Asking asking, TaskName named) {
    TaskId id = asking.task(named.taskId());
    UsersTree.Undone done = asking.engine().work().undo(poolOf(asking, id), id);
    return new Undone(done.into(), done.merges(), done.commits(), done.branch(), done.restored());
  }
}
