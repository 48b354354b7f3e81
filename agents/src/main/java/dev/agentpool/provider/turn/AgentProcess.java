package dev.agentpool.provider.turn;

import dev.agentpool.process.Child;
import dev.agentpool.process.EndReport;
import dev.agentpool.process.Exit;
import dev.agentpool.process.ProcessException;
import dev.agentpool.session.EndOfSession;
import dev.agentpool.task.AgentReport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows of its process: how far it was heard, and how it ends.
 *
 * @param patience for lines that are there to be read
 */
public record AgentProcess(Child child, Duration patience) {
  private static final Duration LEAST_TO_END = Duration.ofSeconds(1);

  /** Completes when all that it has said by now was heard, or never will be. */
  public CompletableFuture<Void> hearing() {
    return child.delivery(outputSize());
  }

  private long outputSize() {
    try {
      return Files.size(child.folder().resolve("out"));
    } catch (IOException none) {
      return 0;
    }
  }

  /** Waits for it, within patience: what was heard by then is what counts. */
  public void await(CompletableFuture<Void> heard) {
    try {
      heard.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException slow) {
      // the caller goes by what came
    }
  }

  /**
   * Ends it.
   *
   * @param gently how its protocol says that it is over, which is tried first; null for not at all
   */
  public EndOfSession end(@Nullable Runnable gently, Duration atMost) {
    boolean ended = gently != null && child.alive() && endsByItself(gently, atMost);
    EndReport report = child.end(atMost);
    return new EndOfSession(
        ended ? "the protocol's own end" : report.means().name().toLowerCase(Locale.ROOT),
        report.survivors());
  }

  private boolean endsByItself(Runnable gently, Duration atMost) {
    try {
      gently.run();
      long millis = Math.max(LEAST_TO_END.toMillis(), atMost.toMillis());
      child.onExit().get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | ProcessException e) {
      return false;
    }
  }

  /** How it ended, for people. */
  public String ending() {
    return shown(exit());
  }

  /** The same of any process. */
  public static String shown(Exit exit) {
    return switch (exit) {
      case Exit.Code code -> "exit code " + code.code();
      case Exit.Signal signal -> "signal " + signal.signal();
      case Exit.Unknown unknown -> unknown.why();
    };
  }

  private Exit exit() {
    return child.exit().orElseGet(() -> new Exit.Unknown("its output ended"));
  }

  public AgentReport.Exit reportedExit() {
    Integer code = exit() instanceof Exit.Code some ? (Integer) some.code() : null;
    String stderr = child.errorTail(4_000);
    return new AgentReport.Exit(code, stderr.isEmpty() ? null : stderr);
  }
}
