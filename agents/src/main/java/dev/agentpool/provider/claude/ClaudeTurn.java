package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.turn.RunningTurn;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * One turn under way: hears the lines of its session, and finds its own result among them. Lines
 * come on one thread at a time.
 */
final class ClaudeTurn extends RunningTurn {
  /** The CLI repeats a request with a refused log-in ten times, for three minutes; we do not. */
  static final int PATIENT_WITH_LOG_IN = 3;

  private final ClaudeRequests requests = new ClaudeRequests();
  private static final int MOST_CUTS_TOLD = 5;
  private final Terms terms;
  private final Ways ways;
  private final AwakeTime awake;
  private final long startedNanos;
  private final ClaudeSpending spending;
  private final ClaudeReport report;
  private final ClaudeWords words;
  private final BackgroundWork background;
  private final List<String> cuts = new CopyOnWriteArrayList<>();
  private volatile boolean begun; // the CLI said something that shows it has the prompt
  private volatile Optional<AgentReport> held = Optional.empty();
  private boolean busy; // as a CLI says that tells when it is idle; the lines' thread only
  private volatile boolean interruptWanted;
  private volatile boolean lockedOut;

  /**
   * What a turn may do about its process.
   *
   * @param interrupt asks the CLI to interrupt
   * @param giveUp interrupts, and ends the process when that ends nothing
   * @param close takes the turn away and completes it
   * @param post for words into the turn
   */
  record Ways(Runnable interrupt, Runnable giveUp, Consumer<AgentReport> close, WordPost post) {}

  /**
   * What the session knows that the turn heeds.
   *
   * @param readOnly whether the workspace is read_only
   * @param denialFails whether a denied tool fails the task
   * @param backgroundWait how long work is waited for that is left when the agent ends its turn
   * @param models names that the CLI offers
   * @param api where the model API is, for people
   */
  record Terms(
      boolean readOnly,
      boolean denialFails,
      Duration backgroundWait,
      List<String> models,
      String api) {
    Terms {
      models = List.copyOf(models);
    }
  }

  /**
   * @param costBefore what the conversation had cost before, in USD
   * @param noted words that an earlier daemon was about to tell it
   */
  ClaudeTurn(
      TurnRequest request,
      TurnListener listener,
      ClaudeOutcomes outcomes,
      double costBefore,
      Set<String> noted,
      Terms terms,
      Ways ways,
      AwakeTime awake) {
    super(request, listener, awake);
    this.awake = awake;
    this.startedNanos = awake.nanos();
    this.terms = terms;
    this.ways = ways;
    this.spending = new ClaudeSpending(costBefore);
    this.report = new ClaudeReport(terms, outcomes, request.schema() != null, spending);
    this.words = new ClaudeWords(noted);
    this.background = new BackgroundWork(terms.backgroundWait(), awake);
  }

  String prompt() {
    return request().prompt();
  }

  @Override
  public boolean toolRunning() {
    return report.tools().running();
  }

  /** Whether it has its answer and waits for work that the agent left running. */
  @Override
  public boolean waitsForBackground() {
    return background.isWaiting();
  }

  /** Ends the waiting for background work when nothing more is to come of it. */
  @Override
  public void look() {
    Optional<AgentReport> answer = held;
    if (answer.isPresent() && background.isOver() && !over() && words.close()) {
      ways.close().accept(told(answer.get()));
    }
  }

  /**
   * A line of the session while this turn is its current one. When the line is this turn's result,
   * it is returned, for the session to take the turn away before {@link #complete} lets the next
   * one come.
   */
  Optional<AgentReport> heard(JsonNode line) {
    touched();
    background.heard(line);
    report.heard(line);
    if (Json.text(line, "subtype", "").equals("session_state_changed")) {
      busy = !Json.text(line, "state", "").equals("idle");
      return closing();
    }
    switch (Json.text(line, "type", "")) {
      case "command_lifecycle" -> {
        return lifecycle(line);
      }
      case "result" -> {
        result(line)
            .ifPresent(result -> {
              held = Optional.of(withFormer(result));
              words.answered().forEach(this::takeBack);
            });
        return closing();
      }
      default -> {
        requests.heard(line).ifPresent(this::tell);
        for (AgentEvent heard : ClaudeEvents.of(line)) {
          AgentEvent event = placed(heard);
          note(event);
          tell(event);
        }
      }
    }
    return Optional.empty();
  }

  /** The result, unless the agent left work running that is to be waited for. */
  private Optional<AgentReport> closing() {
    Optional<AgentReport> answer = held;
    if (answer.isEmpty() || busy) {
      return Optional.empty();
    }
    if (words.areOpen()) {
      return Optional.empty(); // the CLI goes on with what it was told meanwhile
    }
    boolean first = !background.isWaiting();
    if (answer.get().ending().success() && !interruptWanted && background.holds()) {
      if (first) {
        tell(
            new AgentEvent.Notice(
                "the agent ended its turn; waiting for its background work: "
                    + String.join(", ", background.running())));
      }
      return Optional.empty();
    }
    return answer.filter(_ -> words.close()).map(this::told);
  }

  private AgentReport told(AgentReport result) {
    String left = background.leftOver();
    return left.isEmpty() ? result : result.noticing(left);
  }

  /**
   * A prompt may bring several results: a subagent's end makes the agent speak once more. The last
   * text counts; its cost, being a difference of totals, holds all of them already.
   */
  private AgentReport withFormer(AgentReport result) {
    Optional<AgentReport> former = held;
    return words.isAnswering()
        ? former.map(result::behind).orElse(result)
        : former.map(result::together).orElse(result);
  }

  /**
   * A line was too long to be taken whole; what is left of it comes next.
   *
   * @param type of the line; empty when it does not say
   */
  void cut(long bytes, String type) {
    touched();
    String what = type.isEmpty() ? "a line" : "a line (" + type + ")";
    String told =
        what
            + " of "
            + bytes
            + " bytes from the agent was too long to take whole: its long texts are cut";
    if (cuts.size() < MOST_CUTS_TOLD) {
      cuts.add(told);
    }
    tell(new AgentEvent.Notice(told));
  }

  /** The desk denied a tool: the CLI says so only with the turn's result. */
  void denied(String tool, String toolUse, ToolDesk.Permission.Deny deny) {
    report.denied(toolUse, deny);
    tell(new AgentEvent.PermissionDenied(tool, deny.why()));
  }

  private Optional<AgentReport> lifecycle(JsonNode line) {
    String message = Json.text(line, "command_uuid", "");
    String state = Json.text(line, "state", "");
    if (message.equals(id())) {
      begun = true;
    } else {
      words.heard(message, state).map(AgentEvent.Heard::new).ifPresent(this::tell);
    }
    if (interruptWanted && state.equals("started")) {
      Thread.ofVirtual()
          .name("interrupt-" + id())
          .start(ways.interrupt()); // one that came before the start was lost
    }
    return closing();
  }

  @Override
  public boolean tell(String word, String text) {
    if (interruptWanted) {
      return false;
    }
    return switch (words.tell(word)) {
      case NOW -> {
        boolean told = ways.post().tell(id(), word, text);
        if (!told) {
          words.notTaken(word);
        } else if (interruptWanted) {
          takeBack(word); // the interrupt did not see it
        }
        yield told;
      }
      case DONE -> true;
      case TOO_LATE -> false;
    };
  }

  /** Called back on the lines' thread. */
  private void takeBack(String word) {
    ways.post()
        .takeBack(
            word,
            () -> {
              words.notTaken(word);
              closing().ifPresent(ways.close());
            });
  }

  private void note(AgentEvent event) {
    report.note(event);
    if (event instanceof AgentEvent.SessionKnown) {
      begun = true;
    }
    if (event instanceof AgentEvent.ApiRetry retry
        && retry.error().equals("authentication_failed")
        && retry.attempt() >= PATIENT_WITH_LOG_IN
        && !lockedOut) {
      lockedOut = true;
      Thread.ofVirtual().name("locked-out-" + id()).start(ways.giveUp());
    }
  }

  /** The conversation has cost so much, as the CLI says while the turn runs. */
  void costSoFar(double total) {
    telling.lock(); // answers come on another thread than lines
    try {
      if (!over()) {
        spending.soFar(total).ifPresent(turn -> tell(new AgentEvent.CostSoFar(turn)));
      }
    } finally {
      telling.unlock();
    }
  }

  /** The CLI does not say where it could not connect to. */
  private AgentEvent placed(AgentEvent event) {
    return event instanceof AgentEvent.ApiRetry retry
            && retry.error().equals(ClaudeEvents.NO_ANSWER)
        ? new AgentEvent.ApiRetry(
            retry.attempt(), retry.of(), retry.delay(), retry.error() + " to " + terms.api())
        : event;
  }

  private Optional<AgentReport> result(JsonNode line) {
    String named = Json.text(line, "user_message_uuid", "");
    boolean ours =
        named.isEmpty() ? begun : isOurs(named) || names(line.path("user_message_uuids"));
    return ours
        ? Optional.of(report.of(line, broken(), elapsed()))
        : Optional.empty(); // of a background task, or of a turn that was given up
  }

  private boolean isOurs(String message) {
    return message.equals(id()) || words.has(message);
  }

  private boolean names(JsonNode uuids) {
    for (JsonNode uuid : uuids) {
      if (isOurs(uuid.asString(""))) {
        return true;
      }
    }
    return false;
  }

  private ClaudeReport.Broken broken() {
    return lockedOut
        ? ClaudeReport.Broken.LOCKED_OUT
        : isStalled() ? ClaudeReport.Broken.STALLED : ClaudeReport.Broken.NOT;
  }

  private Duration elapsed() {
    return awake.since(startedNanos);
  }

  /** The result of a turn whose process ended before it was closed. */
  AgentReport withoutResult(AgentReport.Exit exit, String how) {
    return held.filter(_ -> !words.isAnswering())
        .map(this::told)
        .orElseGet(() -> report.withoutResult(exit, how, begun, broken(), elapsed()));
  }

  @Override
  public void complete(AgentReport result) {
    AgentReport told = result;
    for (String cut : cuts) {
      told = told.noticing(cut);
    }
    super.complete(told);
  }

  @Override
  public void interrupt() {
    if (over()) {
      return;
    }
    interruptWanted = true;
    Optional<AgentReport> answer = held;
    words.open().forEach(this::takeBack);
    if (answer.isPresent() && background.isWaiting() && words.close()) {
      ways.close().accept(told(answer.get())); // it is done but for what it left running
    } else {
      ways.interrupt().run();
    }
  }
}
