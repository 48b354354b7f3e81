package dev.agentpool.provider.rpc;

import dev.agentpool.provider.turn.RunningTurn;
import dev.agentpool.provider.turn.ToolsInUse;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/** One turn under way: hears what its messages mean, and says what comes of it. Thread-safe. */
final class RpcTurn extends RunningTurn {
  private static final Duration TELL_AFTER = Duration.ofMillis(200);
  private static final Duration NAMED_WITHIN = Duration.ofSeconds(10);
  private final Runnable interrupting;
  private final RpcWords words;
  private final BiFunction<String, String, Optional<Call>> word;
  private final CompletableFuture<Boolean> named = new CompletableFuture<>(); // it has begun there
  private final SpokenText text = new SpokenText(); // guarded by telling
  private final ToolsInUse tools = new ToolsInUse(); // changed with telling
  private final RpcReport report; // guarded by telling
  private volatile boolean begun;
  private volatile boolean interruptWanted;

  /**
   * @param interrupting asks the agent to stop
   * @param word makes the request that tells a word
   */
  RpcTurn(
      TurnRequest request,
      TurnListener listener,
      Runnable interrupting,
      RpcWords words,
      BiFunction<String, String, Optional<Call>> word,
      RpcReport report,
      AwakeTime awake) {
    super(request, listener, awake);
    this.interrupting = interrupting;
    this.words = words;
    this.word = word;
    this.report = report;
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
    touched();
    telling.lock();
    try {
      reading.events().forEach(this::note);
      Ending ending = reading.ending();
      if (ending == null) {
        return Optional.empty();
      }
      begun = true;
      tellText();
      return Optional.of(report.of(ending, said(), interruptWanted, isStalled()));
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
        if (!tools.begun(use.toolUseId())) {
          return; // told when it was allowed
        }
      }
      case AgentEvent.ToolResult result -> tools.ended(result.toolUseId());
      case AgentEvent.Thinking _ -> begun = true;
      case AgentEvent.Heard(String word) -> {
        if (word.equals(id())) {
          return; // the prompt
        }
        words.heard(word);
      }
      case AgentEvent.SessionKnown known -> {
        report.conversation(known);
        named.complete(true);
      }
      case AgentEvent.PermissionDenied _,
          AgentEvent.ApiRetry _,
          AgentEvent.RateLimit _,
          AgentEvent.UsageSeen _,
          AgentEvent.CostSoFar _,
          AgentEvent.TokensSoFar _,
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
    touched();
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
      return new Said(text.last(), text.all(), tools.count());
    } finally {
      telling.unlock();
    }
  }

  /** The report of a turn whose process is gone. */
  AgentReport crashed(AgentReport.Exit exit, String how, Taken taken) {
    telling.lock();
    try {
      tellText();
      return report.crashed(exit, how, said(), taken, begun, isStalled());
    } finally {
      telling.unlock();
    }
  }

  @Override
  public boolean toolRunning() {
    return tools.running();
  }

  @Override
  public boolean waitsForBackground() {
    return false;
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
  public boolean tell(String id, String text) {
    try {
      return !interruptWanted
          && named.get(NAMED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          && !over()
          && words.tell(id, told -> word.apply(told, text));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException never) {
      return false;
    }
  }

  @Override
  public void complete(AgentReport result) {
    named.complete(false);
    super.complete(result);
  }

  @Override
  public void interrupt() {
    if (!over()) {
      interruptWanted = true;
      interrupting.run();
    }
  }
}
