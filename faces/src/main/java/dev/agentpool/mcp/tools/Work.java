package dev.agentpool.mcp.tools;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.mcp.ToolCall.Cancellation;
import dev.agentpool.settings.OnClientCancel;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Work that a call has submitted and waits for. When the client cancels the call (many do so by a
 * time-out of their own) or vanishes, the waiting ends and the work goes on, unless the call or the
 * pool wants it otherwise; when the time is over, the answer is where to find the work.
 */
final class Work {
  /** Below the minute after which many clients give a call up. */
  static final Duration PATIENCE = Duration.ofSeconds(50);

  private static final long MOST_MILLIS = Duration.ofHours(24).toMillis();

  /** What the arguments are called that say how work is followed. */
  static final List<String> NAMES = List.of("timeout_ms", "on_disconnect");

  /** The arguments that every such tool takes. */
  static final Fields TAKES =
      Fields.NONE
          .may(
              "timeout_ms",
              Schema.whole(
                  0,
                  MOST_MILLIS,
                  "answer after this long at the latest (default 50000); unfinished work goes on"))
          .may(
              "on_disconnect",
              Schema.choice(
                  "what becomes of the work when the client gives the call up or vanishes: continue"
                      + " (default; pool_cancel cancels) or cancel",
                  "continue",
                  "cancel"));

  /** The same in few words. */
  static final Fields LEAN =
      Fields.NONE
          .may("timeout_ms", Schema.whole(0, MOST_MILLIS, "default 50000"))
          .may("on_disconnect", Schema.choice("", "continue", "cancel"));

  /** Makes the answer of work that has ended. */
  interface Ending {
    Answer answer() throws Exception;
  }

  private final Call call;
  private final List<TaskId> tasks;

  Work(Call call, List<TaskId> tasks) {
    this.call = call;
    this.tasks = List.copyOf(tasks);
  }

  Answer await(Ending ending) throws Exception {
    return await(PATIENCE, ending);
  }

  /** With another patience when the call does not say. */
  Answer await(Duration patience, Ending ending) throws Exception {
    return awaitAtMost(call.millis("timeout_ms", patience), ending);
  }

  Answer awaitAtMost(Duration atMost, Ending ending) throws Exception {
    return switch (follow(atMost)) {
      case DONE -> ending.answer();
      case TIME_OVER -> running();
      case GONE -> {
        boolean cancel = isToBeCancelled(call);
        if (cancel) {
          cancelAll();
        }
        yield Answer.error(
            cancel ? "cancelled" : "nobody waited for the answer; the work goes on",
            Shapes.object());
      }
    };
  }

  private Following.End follow(Duration atMost) throws InterruptedException {
    return new Following(call.parts(), call.raw(), tasks, watched()).await(tasks.size(), atMost);
  }

  /** Of a plan its steps, else the tasks themselves. */
  private List<TaskId> watched() {
    return tasks.stream()
        .flatMap(id ->
            call.engine().tasks().get(id).spec().isParent()
                ? call.engine().chains().steps(id).stream().map(TaskRecord::id)
                : java.util.stream.Stream.of(id))
        .toList();
  }

  /** Whether the work of a call that nobody waits for any more is not wanted either. */
  static boolean isToBeCancelled(Call call) {
    Cancellation why = call.raw().cancellation().orElse(Cancellation.SERVER_STOPPING);
    return switch (why) {
      case REQUESTED -> {
        String said = call.textOrNull("on_disconnect");
        yield said == null ? poolCancels(call) : said.equals("cancel");
      }
      case CLIENT_GONE -> "cancel".equals(call.textOrNull("on_disconnect"));
      case SERVER_STOPPING -> false;
    };
  }

  private static boolean poolCancels(Call call) {
    PoolConfig pool = call.pool();
    return pool.project().over(pool.user()).get(SettingKeys.ON_CLIENT_CANCEL)
        == OnClientCancel.CANCEL;
  }

  private void cancelAll() {
    for (TaskId id : tasks) {
      call.engine().tasks().cancel(id, "its client cancelled the call");
    }
  }

  private Answer running() {
    ObjectNode data = Shapes.object().put("status", "running");
    if (tasks.size() == 1) {
      TaskId id = tasks.getFirst();
      data.put("task_id", id.value());
      data.put("state", call.engine().tasks().get(id).state().wireName());
    } else {
      data.set("task_ids", Shapes.texts(tasks.stream().map(TaskId::value).toList()));
    }
    return Answer.of(
        data.put("advice", "the work goes on: call pool_wait with its ids, then pool_result"));
  }

  /** What every such tool may answer instead of its result. */
  static Fields orRunning(Fields result) {
    return result
        .may("status", Schema.text("running when the time was over first"))
        .may("advice", Schema.TEXT);
  }
}
