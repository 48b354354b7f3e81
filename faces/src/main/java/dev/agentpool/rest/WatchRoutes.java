package dev.agentpool.rest;

import dev.agentpool.answer.ChainEndEvent;
import dev.agentpool.answer.ChainFailedEvent;
import dev.agentpool.answer.InboxSection;
import dev.agentpool.answer.Outcome;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.answer.Question;
import dev.agentpool.answer.ShutdownEvent;
import dev.agentpool.answer.StepCompleteEvent;
import dev.agentpool.answer.StepEvent;
import dev.agentpool.answer.StepOutputEvent;
import dev.agentpool.answer.StepRetryEvent;
import dev.agentpool.answer.StreamError;
import dev.agentpool.answer.TaskStateEvent;
import dev.agentpool.answer.TaskTextEvent;
import dev.agentpool.engine.Chains;
import dev.agentpool.engine.Refusals;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Tasks;
import dev.agentpool.operation.Route;
import dev.agentpool.request.ChainName;
import dev.agentpool.request.InboxFilter;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.TaskName;
import dev.agentpool.rest.Endpoint.Event;
import dev.agentpool.task.TaskId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Streams for those who watch (spec slot-pool 10): pushed by the journal and the activity of tasks,
 * resumed by the header Last-Event-ID.
 */
final class WatchRoutes implements RouteGroup {
  private final Api api;

  WatchRoutes(Api api) {
    this.api = api;
  }

  /** Something that is watched: sends what is new, and is asked again when there is news. */
  interface Watched extends AutoCloseable {
    /** Returns whether there may be more. */
    boolean send(EventStream stream, Semaphore news) throws IOException, InterruptedException;

    @Override
    void close();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.stream(
                Route.get("/v1/tasks/{id}/stream").with("id", "task_id").fails(400, 404),
                "A task until it ends: state, text; then complete, cancelled or error",
                TaskName.class,
                (call, named) -> {
                  TaskId id = Tasks.id(named.taskId());
                  watch(call, news -> new TaskWatch(call, id, news));
                })
            .streams(
                new Event("state", TaskStateEvent.class),
                new Event("text", TaskTextEvent.class),
                new Event("complete", Outcome.class),
                new Event("cancelled", Outcome.class),
                new Event("error", StreamError.class)),
        Endpoint.stream(
                Route.get("/v1/chains/{id}/stream").with("id", "chain_id").fails(400, 404),
                "A chain until it ends: step_start, step_output, step_retry, step_complete; then"
                    + " chain_complete, chain_failed, chain_cancelled or error",
                ChainName.class,
                (call, named) -> {
                  TaskId id = Chains.id(named.chainId());
                  watch(call, news -> new ChainWatch(call, id, news));
                })
            .streams(
                new Event("step_start", StepEvent.class),
                new Event("step_output", StepOutputEvent.class),
                new Event("step_retry", StepRetryEvent.class),
                new Event("step_complete", StepCompleteEvent.class),
                new Event("chain_complete", ChainEndEvent.class),
                new Event("chain_failed", ChainFailedEvent.class),
                new Event("chain_cancelled", ChainEndEvent.class),
                new Event("error", StreamError.class)),
        Endpoint.stream(
                Route.get("/v1/inbox/stream"),
                "The inbox, over all pools or in the one that is named: each section now and when"
                    + " it changes, each question when it is asked, answered or void",
                InboxFilter.class,
                (call, asked) -> watch(call, news -> new InboxWatch(call, asked.most(), news)))
            .streams(
                new Event("section", InboxSection.class),
                new Event("question", Question.class),
                new Event("error", StreamError.class)),
        Endpoint.stream(
                Route.get("/v1/pool/events"),
                "A pool: status now and when it changes; shutdown when it is drained or the daemon"
                    + " stops",
                Nothing.class,
                (call, _) -> watch(call, news -> new PoolWatch(call, news)))
            .streams(
                new Event("status", PoolStatus.class),
                new Event("shutdown", ShutdownEvent.class),
                new Event("error", StreamError.class)));
  }

  private interface Begin {
    Watched watch(Semaphore news);
  }

  private void watch(Call call, Begin begin) throws IOException, InterruptedException {
    Semaphore news = new Semaphore(0);
    try (Streams.Place _ = api.streams().enter(news);
        Watched watched = begin.watch(news)) { // refuses before the stream begins
      EventStream stream = new EventStream(call.http());
      try {
        while (watched.send(stream, news) && !api.streams().ending()) {
          stream.await(news);
        }
      } catch (RuntimeException thrown) {
        Refused refused =
            Refusals.of(thrown)
                .filter(each -> each.kind() == Refused.Kind.UNAVAILABLE)
                .orElseThrow(() -> thrown);
        stream.send(
            "", "error", new StreamError(refused.code(), String.valueOf(refused.getMessage())));
      }
    }
  }
}
