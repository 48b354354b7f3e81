package dev.agentpool.mcp.tools;

import dev.agentpool.answer.DrainSummary;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.PoolRows;
import dev.agentpool.request.DrainRequest;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bringing a pool to rest (spec slot-pool 7.10). */
final class DrainTools {
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final long LONGEST = Patience.LONGEST.toMillis();

  private DrainTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.of(
                "pool_drain",
                "Drain the pool",
                "Takes no more work, waits for what runs, ends every session and tells what the"
                    + " pool did. Submissions are refused from then on. Blocks.")
            .with(PoolRows.DRAIN, DrainSummary.class)
            .takes(
                Fields.NONE
                    .may(
                        "deadline_ms",
                        Schema.whole(
                            0,
                            LONGEST,
                            "what still runs then is cancelled; a week when absent; of a drain"
                                + " under way it may be shortened"))
                    .may("cancel_pending", Schema.flag("cancel what has not begun; else it waits"))
                    .and(Work.TAKES.only(List.of("timeout_ms"))))
            .gives(
                Fields.answer(DrainSummary.class)
                    .optional()
                    .may("status", Schema.text("draining when the time was over first"))
                    .may("advice", Schema.TEXT))
            .hinted(ToolHints.DESTROYS)
            .does(DrainTools::drain),
        Tool.doing(
                PoolRows.RESUME,
                "pool_resume",
                "Resume the pool",
                "Lets a drained pool take work again; what waited goes on.")
            .hinted(new ToolHints(false, true, false, false)));
  }

  private static Answer drain(Call call) throws Exception {
    CompletableFuture<DrainSummary> drained = new CompletableFuture<>();
    Semaphore bell = new Semaphore(0);
    Thread.ofVirtual().name("mcp-drain").start(() -> run(call, drained, bell));
    call.raw().onCancel(bell::release); // the drain goes on: a pool is not half drained
    long deadline = System.nanoTime() + call.millis("timeout_ms", Work.PATIENCE).toNanos();
    for (long beats = 1; ; beats++) {
      long left = deadline - System.nanoTime();
      if (!drained.isDone()) {
        boolean over = left <= 0 || call.raw().cancelled();
        if (!over && bell.tryAcquire(Math.min(left, BEAT.toNanos()), TimeUnit.NANOSECONDS)) {
          continue;
        }
        if (over) {
          return draining();
        }
        call.raw().progress(beats, null, words(call));
        continue;
      }
      return summary(drained);
    }
  }

  private static void run(Call call, CompletableFuture<DrainSummary> drained, Semaphore bell) {
    try {
      DrainRequest request =
          new DrainRequest(
              call.longOrNull("deadline_ms").map(Duration::ofMillis),
              call.flag("cancel_pending", false));
      drained.complete(call.ask(PoolRows.DRAIN, request));
    } catch (Throwable e) {
      drained.completeExceptionally(e);
    } finally {
      bell.release();
    }
  }

  private static String words(Call call) throws Exception {
    int running = call.ask(PoolRows.STATUS, Nothing.MORE).runningTasks();
    return running + (running == 1 ? " task still runs" : " tasks still run");
  }

  private record Draining(String status, String advice) {}

  private static Answer draining() {
    return Answer.of(
        new Draining(
            "draining", "the drain goes on: call pool_drain again to wait for its summary"));
  }

  private static Answer summary(CompletableFuture<DrainSummary> drained) throws Exception {
    try {
      return Answer.of(drained.get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
