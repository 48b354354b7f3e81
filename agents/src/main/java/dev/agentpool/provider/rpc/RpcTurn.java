package dev.agentpool.provider.rpc;

import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn under way: hears what its messages mean, and completes exactly once. Thread-safe. */
final class RpcTurn implements StallWatch.Watched {
  private static final Logger LOG = LoggerFactory.getLogger(RpcTurn.class);
  private static final Duration TELL_AFTER = Duration.ofMillis(200);
  private final TurnRequest request;
  private final TurnListener listener;
  private final Runnable interrupting;
  private final AwakeTime awake;
  private final ReentrantLock telling = new ReentrantLock(); // one event at a time, in order
  private final SpokenText text = new SpokenText(); // guarded by telling
  private final Set<String> running = new HashSet<>(); // guarded by telling
  private final Set<String> used = new HashSet<>(); // guarded by telling
  private final RpcReport report;
  private final CompletableFuture<AgentReport> done = new CompletableFuture<>();
  private volatile boolean begun;
  private volatile boolean toolRunning;
  private volatile boolean interruptWanted;
  private volatile boolean stalled;
  private volatile long heardNanos;

  /**
   * @param interrupting asks the agent to stop
   */
  RpcTurn(
      TurnRequest request,
      TurnListener listener,
      Runnable interrupting,
      RpcReport report,
      AwakeTime awake) {
    this.request = request;
    this.listener = listener;
    this.interrupting = interrupting;
    this.report = report;
    this.awake = awake;
    this.heardNanos = awake.nanos();
  }

  TurnRequest request() {
    return request;
  }

  @Override
  public String id() {
    return request.id();
  }

  /** Whether something shows that the agent has the prompt. */
  boolean begun() {
    return begun;
  }

  /** The prompt has an answer. */
  void began() {
    begun = true;
  }

  /** What a message means; its report when it ends the turn. */
  Optional<AgentReport> heard(Reading reading) {
    heardNanos = awake.nanos();
    telling.lock();
    try {
      reading.events().forEach(this::note);
      Ending ending = reading.ending();
      if (ending == null) {
        return Optional.empty();
      }
      begun = true;
      tellText();
      return Optional.of(report.of(ending, said(), interruptWanted, stalled));
    } finally {
      telling.unlock();
    }
  }

  private void note(AgentEvent event) {
    switch (event) {
      case AgentEvent.Text(String piece) -> {
        begun = true;
        text.add(piece);
        if (text.isMuch()) {
          tellText();
        }
        return;
      }
      case AgentEvent.ToolUse use -> {
        begun = true;
        text.paragraph();
        if (!used.add(use.toolUseId())) {
          return; // told when it was allowed
        }
        running.add(use.toolUseId());
        toolRunning = true;
      }
      case AgentEvent.ToolResult result -> {
        running.remove(result.toolUseId());
        toolRunning = !running.isEmpty();
      }
      case AgentEvent.Thinking _ -> begun = true;
      case AgentEvent.SessionKnown known -> report.conversation(known);
      case AgentEvent.PermissionDenied _,
          AgentEvent.ApiRetry _,
          AgentEvent.RateLimit _,
          AgentEvent.CostSoFar _,
          AgentEvent.Notice _ -> {}
    }
    tellText();
    tell(event);
  }

  /** What was said in so many pieces, as one; called with the lock. */
  private void tellText() {
    String untold = text.take();
    if (!untold.isBlank()) {
      tell(new AgentEvent.Text(untold.strip()));
    }
  }

  private void tell(AgentEvent event) {
    try {
      listener.heard(event);
    } catch (RuntimeException e) {
      LOG.error("the listener of turn {} failed", request.id(), e);
    }
  }

  /** A tool was allowed, of whose use some agents tell only when it is over. */
  void uses(Wanted.Permission allowed) {
    if (!allowed.use().isEmpty()) {
      var unused =
          heard(
              Reading.of(new AgentEvent.ToolUse(allowed.use(), allowed.tool(), allowed.summary())));
    }
  }

  /** A tool was denied. */
  void denied(AgentReport.Denial denial, String why) {
    telling.lock();
    try {
      report.denied(denial);
      tellText();
      tell(new AgentEvent.PermissionDenied(denial.tool(), why));
    } finally {
      telling.unlock();
    }
  }

  /** A line was too long to be taken whole; what is left of it comes next. */
  void cut(long bytes) {
    heardNanos = awake.nanos();
    String told =
        "a line of "
            + bytes
            + " bytes from the agent was too long to take whole: its long texts are cut";
    telling.lock();
    try {
      if (report.noticed(told)) {
        tell(new AgentEvent.Notice(told));
      }
    } finally {
      telling.unlock();
    }
  }

  Said said() {
    telling.lock();
    try {
      return new Said(text.last(), text.all(), used.size());
    } finally {
      telling.unlock();
    }
  }

  /** The report of a turn whose process is gone. */
  AgentReport crashed(AgentReport.Exit exit, String how) {
    telling.lock();
    try {
      tellText();
      return report.crashed(exit, how, said(), begun, stalled);
    } finally {
      telling.unlock();
    }
  }

  void complete(AgentReport result) {
    done.complete(result);
  }

  @Override
  public boolean over() {
    return done.isDone();
  }

  @Override
  public Duration quiet() {
    return awake.since(heardNanos);
  }

  @Override
  public boolean toolRunning() {
    return toolRunning;
  }

  @Override
  public boolean waitsForBackground() {
    return false;
  }

  @Override
  public void touched() {
    heardNanos = awake.nanos();
  }

  @Override
  public void stalled() {
    stalled = true;
  }

  /** Text that nothing followed is told all the same. */
  @Override
  public void look() {
    if (!over() && quiet().compareTo(TELL_AFTER) > 0) {
      telling.lock();
      try {
        tellText();
      } finally {
        telling.unlock();
      }
    }
  }

  @Override
  public AgentReport await() throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn never fails", e);
    }
  }

  @Override
  public Optional<AgentReport> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(done.get(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS));
    } catch (TimeoutException notYet) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn never fails", e);
    }
  }

  @Override
  public void interrupt() {
    if (!over()) {
      interruptWanted = true;
      interrupting.run();
    }
  }
}
