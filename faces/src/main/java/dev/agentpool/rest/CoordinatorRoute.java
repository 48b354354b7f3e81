package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.answer.CoordinatorProgress;
import dev.agentpool.answer.CoordinatorResult;
import dev.agentpool.answer.CoordinatorStarted;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.operation.CoordinatorRows;
import dev.agentpool.request.CoordinatorRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A coordinator agent, watched until it is done (spec slot-pool 11, headless mode). */
final class CoordinatorRoute {
  private CoordinatorRoute() {}

  static Endpoint endpoint() {
    return Endpoint.of(CoordinatorRows.RUN, CoordinatorRoute::run)
        .streams(
            new Endpoint.Event("started", CoordinatorStarted.class),
            new Endpoint.Event("progress", CoordinatorProgress.class),
            new Endpoint.Event("result", CoordinatorResult.class));
  }

  private static void run(Call call, CoordinatorRequest asked) throws Exception {
    CoordinatorStarted started =
        CoordinatorRows.RUN.work().answer(OperationRoutes.asking(call), asked);
    TaskId id = new TaskId(started.taskId());
    try {
      watch(call, id, started);
    } catch (IOException gone) {
      call.api().engine().tasks().cancel(id, "who started the coordinator went away");
      throw gone;
    }
  }

  private static void watch(Call call, TaskId id, CoordinatorStarted started)
      throws InterruptedException, IOException {
    Api api = call.api();
    Semaphore news = new Semaphore(1);
    EventStream events = new EventStream(call.http());
    ActivityCursor cursor = api.activity().read(id);
    try (JournalFeed.Subscription _ = api.activity().follow(id, news::release);
        JournalFeed.Subscription _ =
            api.feed()
                .subscribe(entry -> {
                  if (entry.isOf(id)) {
                    news.release();
                  }
                });
        Streams.Place _ = api.streams().enter(news)) {
      events.send(0, "started", started);
      while (!api.streams().ending()) {
        if (!news.tryAcquire(15, TimeUnit.SECONDS)) {
          events.keepAlive();
          continue;
        }
        news.drainPermits();
        TaskRecord task = api.engine().tasks().get(id);
        for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
          for (ActivityCursor.Line line : lines) {
            events.send(
                line.number(), "progress", new CoordinatorProgress(line.type(), line.data()));
          }
        }
        if (task.state().isThere()) { // nobody waits here for the decision of a review
          CoordinatorResult result = CoordinatorRows.result(OperationRoutes.asking(call), task);
          events.send(cursor.last() + 1, "result", result);
          return;
        }
      }
    }
  }
}
