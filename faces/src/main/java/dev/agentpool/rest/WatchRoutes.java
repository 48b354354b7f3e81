package dev.agentpool.rest;

import dev.agentpool.ledger.LedgerException;
import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
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
        Endpoint.get(
                "/v1/tasks/{id}/stream",
                "A task until it ends: state, text; then complete, cancelled or error",
                call -> watch(call, news -> new TaskWatch(api, call, news)))
            .streams(
                "state: TaskStateEvent",
                "text: TaskTextEvent",
                "complete: Outcome",
                "cancelled: Outcome",
                "error: StreamError")
            .fails(400, 404),
        Endpoint.get(
                "/v1/chains/{id}/stream",
                "A chain until it ends: step_start, step_output, step_retry, step_complete; then"
                    + " chain_complete, chain_failed, chain_cancelled or error",
                call -> watch(call, news -> new ChainWatch(api, call, news)))
            .streams(
                "step_start: StepEvent",
                "step_output: StepOutputEvent",
                "step_retry: StepRetryEvent",
                "step_complete: StepCompleteEvent",
                "chain_complete: ChainEndEvent",
                "chain_failed: ChainFailedEvent",
                "chain_cancelled: ChainEndEvent",
                "error: StreamError")
            .fails(400, 404),
        Endpoint.get(
                "/v1/pool/events",
                "A pool: status now and when it changes; shutdown when it is drained or the daemon"
                    + " stops",
                call -> watch(call, news -> new PoolWatch(api, call, news)))
            .streams("status: PoolStatus", "shutdown: ShutdownEvent", "error: StreamError")
            .fails(400));
  }

  @Override
  public String shapes() {
    return """
    TaskStateEvent:
      task_id: text
      state: State
      slot_id?: text
      attempt?: integer
      reason: text|null
    TaskTextEvent:
      task_id: text
      text: text
    StepEvent:
      step: integer # counted from 0
      name: text
      task_id: text
    StepOutputEvent:
      ...StepEvent
      chunk: text
    StepRetryEvent:
      ...StepEvent
      attempt: integer
    StepCompleteEvent:
      ...StepEvent
      success: boolean
      cost: cost
      retries_used: integer
      skipped: boolean
    ChainEndEvent:
      chain_id: text
      total_steps: integer
      cost: cost # of all attempts of all steps
      total_cost: cost # the same
      success: boolean
    ChainFailedEvent:
      ...ChainEndEvent
      failed_at_step: integer|null # null when only the workspace could not be finished
      reason: text
    ShutdownEvent:
      pool: text
      reason: text
    StreamError:
      code: text
      message: text
    """;
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
      } catch (LedgerException e) {
        stream.send(
            "",
            "error",
            Shapes.object()
                .put("code", "ledger_" + e.code().name().toLowerCase(Locale.ROOT))
                .put("message", e.getMessage()));
      }
    }
  }
}
