package dev.agentpool.provider.claude;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.time.AwakeTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One turn under way: hears the lines of its session, finds its own result among them, and
 * completes exactly once. Lines come on one thread at a time.
 */
final class ClaudeTurn implements StallWatch.Watched {
  private static final Logger LOG = LoggerFactory.getLogger(ClaudeTurn.class);

  /** The CLI repeats a request with a refused log-in ten times, for three minutes; we do not. */
  private static final int PATIENT_WITH_LOG_IN = 3;

  private static final int MOST_CUTS_TOLD = 5;
  private final TurnRequest request;
  private final TurnListener listener;
  private final ClaudeOutcomes outcomes;
  private final double costBefore;
  private final Terms terms;
  private final Ways ways;
  private final AwakeTime awake;
  private final long startedNanos;
  private final ReentrantLock telling =
      new ReentrantLock(); // the listener hears one event at a time
  private final CompletableFuture<AgentReport> done = new CompletableFuture<>();
  private final Set<String> runningTools = new HashSet<>(); // the lines' thread only
  private final TurnText text = new TurnText();
  private final ClaudeDenials denials;
  private final BackgroundWork background;
  private final Set<String> warnings = new LinkedHashSet<>(); // the lines' thread only
  private int toolUses; // the lines' thread only
  private volatile boolean lockedOut;
  private final List<String> cuts = new CopyOnWriteArrayList<>();
  private volatile boolean begun; // the CLI said something that shows it has the prompt
  private volatile Optional<AgentReport> held = Optional.empty();
  private boolean saysWhenIdle; // the lines' thread only
  private volatile boolean interruptWanted;
  private volatile boolean stalled;
  private volatile long lastHeardNanos;
  private volatile boolean toolRunning;
  private volatile Money seen = Money.ZERO;
  private @Nullable String model; // the lines' thread only
  private volatile @Nullable String conversation;
  private @Nullable Instant rateLimitResets; // the lines' thread only

  /**
   * What a turn may do about its process.
   *
   * @param interrupt asks the CLI to interrupt
   * @param giveUp interrupts, and ends the process when that ends nothing
   * @param close takes the turn away and completes it
   */
  record Ways(Runnable interrupt, Runnable giveUp, Consumer<AgentReport> close) {}

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
   */
  ClaudeTurn(
      TurnRequest request,
      TurnListener listener,
      ClaudeOutcomes outcomes,
      double costBefore,
      Terms terms,
      Ways ways,
      AwakeTime awake) {
    this.awake = awake;
    startedNanos = awake.nanos();
    lastHeardNanos = startedNanos;
    this.request = request;
    this.listener = listener;
    this.outcomes = outcomes;
    this.costBefore = costBefore;
    this.terms = terms;
    this.denials = new ClaudeDenials(terms.readOnly());
    this.background = new BackgroundWork(terms.backgroundWait(), awake);
    this.ways = ways;
  }

  @Override
  public String id() {
    return request.id();
  }

  String prompt() {
    return request.prompt();
  }

  @Override
  public boolean over() {
    return done.isDone();
  }

  @Override
  public Duration quiet() {
    return awake.since(lastHeardNanos);
  }

  @Override
  public boolean toolRunning() {
    return toolRunning;
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
    if (answer.isPresent() && background.isOver() && !over()) {
      ways.close().accept(told(answer.get()));
    }
  }

  @Override
  public void touched() {
    lastHeardNanos = awake.nanos();
  }

  @Override
  public void stalled() {
    stalled = true;
  }

  /**
   * A line of the session while this turn is its current one. When the line is this turn's result,
   * it is returned, for the session to take the turn away before {@link #complete} lets the next
   * one come.
   */
  Optional<AgentReport> heard(JsonNode line) {
    lastHeardNanos = awake.nanos();
    background.heard(line);
    text.heard(line);
    denials.heard(line);
    if (Json.text(line, "subtype", "").equals("session_state_changed")) {
      saysWhenIdle = true;
      return Json.text(line, "state", "").equals("idle") ? closing() : Optional.empty();
    }
    switch (Json.text(line, "type", "")) {
      case "command_lifecycle" -> lifecycle(line);
      case "result" -> {
        held = result(line).map(this::withFormer).or(() -> held);
        return saysWhenIdle ? Optional.empty() : closing();
      }
      default -> {
        for (AgentEvent heard : ClaudeEvents.of(line)) {
          AgentEvent event = placed(heard);
          note(event);
          tell(event);
        }
        warn(line);
      }
    }
    return Optional.empty();
  }

  /** The result, unless the agent left work running that is to be waited for. */
  private Optional<AgentReport> closing() {
    Optional<AgentReport> answer = held;
    if (answer.isEmpty()) {
      return answer;
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
    return answer.map(this::told);
  }

  private AgentReport told(AgentReport result) {
    String left = background.leftOver();
    return left.isEmpty() ? result : result.noticing(left);
  }

  /** What the CLI warns of beside the conversation. */
  private void warn(JsonNode line) {
    if (Json.text(line, "subtype", "").equals("informational")
        && Json.text(line, "level", "").equals("warning")) {
      warnings.add(ClaudeEvents.oneLine(Json.text(line, "content", "")));
    }
  }

  /**
   * A prompt may bring several results: a subagent's end makes the agent speak once more. The last
   * text counts; its cost, being a difference of totals, holds all of them already.
   */
  private AgentReport withFormer(AgentReport result) {
    if (held.isEmpty()) {
      return result;
    }
    return result.together(held.get());
  }

  /** A line was too long to be taken whole; what is left of it comes next. */
  void cut(long bytes, String type) {
    lastHeardNanos = System.nanoTime();
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

  private void lifecycle(JsonNode line) {
    if (!Json.text(line, "command_uuid", "").equals(request.id())) {
      return;
    }
    begun = true;
    if (interruptWanted && Json.text(line, "state", "").equals("started")) {
      Thread.ofVirtual()
          .name("interrupt-" + id())
          .start(ways.interrupt()); // one that came before the start was lost
    }
  }

  private void note(AgentEvent event) {
    switch (event) {
      case AgentEvent.SessionKnown known -> {
        begun = true;
        conversation = known.providerSession();
        model = known.model();
      }
      case AgentEvent.ToolUse use -> {
        runningTools.add(use.toolUseId());
        toolRunning = true;
        toolUses++;
      }
      case AgentEvent.ToolResult result -> {
        runningTools.remove(result.toolUseId());
        toolRunning = !runningTools.isEmpty();
      }
      case AgentEvent.RateLimit limit -> {
        if (!limit.status().startsWith("allowed")) {
          rateLimitResets = limit.resetsAt();
        }
      }
      case AgentEvent.ApiRetry retry -> {
        if (retry.error().equals("authentication_failed")
            && retry.attempt() >= PATIENT_WITH_LOG_IN
            && !lockedOut) {
          lockedOut = true;
          Thread.ofVirtual().name("locked-out-" + id()).start(ways.giveUp());
        }
      }
      case AgentEvent.Text _,
          AgentEvent.Thinking _,
          AgentEvent.PermissionDenied _,
          AgentEvent.CostSoFar _,
          AgentEvent.Notice _ -> {}
    }
  }

  private void tell(AgentEvent event) {
    telling.lock();
    try {
      listener.heard(event);
    } catch (RuntimeException e) {
      LOG.error("the listener of turn {} failed", request.id(), e);
    } finally {
      telling.unlock();
    }
  }

  /** The conversation has cost so much, as the CLI says while the turn runs. */
  void costSoFar(double total) {
    Money turn = difference(total);
    telling.lock(); // answers come on another thread than lines
    try {
      if (!over() && turn.isMoreThan(seen)) {
        seen = turn;
        tell(new AgentEvent.CostSoFar(turn));
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
        named.isEmpty()
            ? begun
            : named.equals(request.id()) || names(line.path("user_message_uuids"));
    if (!ours) {
      return Optional.empty(); // of a background task, or of a turn that was given up
    }
    List<AgentReport.Denial> denied = denials.of(line);
    Outcome outcome = outcome(line, denied);
    JsonNode structured = line.path("structured_output");
    JsonNode total = line.path("total_cost_usd");
    Cost cost =
        total.isNumber() ? Cost.known(spent(line, total.asDouble())) : new Cost.Unknown(seen);
    conversation = Json.text(line, "session_id", conversation == null ? "" : conversation);
    return Optional.of(
        new AgentReport(
            output(line, outcome),
            outcome,
            new AgentReport.Spent(cost, line.path("num_turns").asInt(0), tokens(line), elapsed()),
            reportedModel(line),
            conversation,
            structured.isMissingNode() || structured.isNull() ? null : structured.toString(),
            denials.tools(line),
            denied,
            AgentReport.Given.NOTHING,
            notices(line, outcome, denied),
            null));
  }

  private Outcome outcome(JsonNode line, List<AgentReport.Denial> denied) {
    Outcome outcome =
        outcomes.of(
            line,
            new ClaudeOutcomes.Heard(
                answer(line),
                rateLimitResets,
                request.schema() != null,
                terms.denialFails(),
                denied,
                terms.models()));
    if (lockedOut && outcome.code() == OutcomeCode.INTERRUPTED) {
      return lockOut();
    }
    return stalled && !outcome.success()
        ? Outcome.of(OutcomeCode.STALLED, stallMessage())
        : outcome;
  }

  private static Outcome lockOut() {
    return ClaudeOutcomes.loggedOut(
        "the model API refused the log-in "
            + PATIENT_WITH_LOG_IN
            + " times in a row (authentication failed)");
  }

  /** A result may be empty though the agent said something: then that is the answer. */
  private String answer(JsonNode line) {
    String said = ClaudeOutcomes.said(line);
    return said.isBlank() ? text.last() : said;
  }

  /** Of a turn that was broken off, what the agent had said until then. */
  private String output(JsonNode line, Outcome outcome) {
    String until = text.all();
    return outcome.success() || until.isBlank() ? answer(line) : until;
  }

  private List<String> notices(JsonNode line, Outcome outcome, List<AgentReport.Denial> denied) {
    List<String> notices = new ArrayList<>();
    if (text.keptFromEnding() > 0) {
      notices.add(
          "a Stop hook kept the agent from ending "
              + text.keptFromEnding()
              + " times, each one more model request; it said: "
              + text.stopHookSaid());
    }
    if (outcome.success() && ClaudeOutcomes.text(line).isBlank() && !text.last().isBlank()) {
      notices.add("the result was empty: what the agent said last is taken for it");
    }
    if (!denied.isEmpty() && denied.size() >= toolUses) {
      notices.add("every tool that the agent wanted was denied");
    }
    notices.addAll(warnings);
    return notices;
  }

  private boolean names(JsonNode uuids) {
    for (JsonNode uuid : uuids) {
      if (uuid.asString().equals(request.id())) {
        return true;
      }
    }
    return false;
  }

  /**
   * A total below the one before is of a process that forgot it: then only the usage since the last
   * result tells.
   */
  private Money spent(JsonNode line, double total) {
    if (total >= costBefore) {
      return difference(total);
    }
    double sum = 0;
    for (JsonNode usage : line.path("model_usage_since_last_result")) {
      sum += usage.path("costUSD").asDouble(0);
    }
    return micros(BigDecimal.valueOf(Math.max(sum, total))).max(seen);
  }

  private Money difference(double total) {
    BigDecimal turn = BigDecimal.valueOf(total).subtract(BigDecimal.valueOf(costBefore));
    return micros(turn).max(Money.ZERO);
  }

  private static Money micros(BigDecimal usd) {
    return Money.ofUsd(usd.setScale(6, RoundingMode.HALF_UP));
  }

  private @Nullable String reportedModel(JsonNode line) {
    String dearest = model;
    double most = -1;
    for (String name : line.path("modelUsage").propertyNames()) {
      double cost = line.path("modelUsage").path(name).path("costUSD").asDouble(0);
      if (cost > most) {
        most = cost;
        dearest = name;
      }
    }
    return dearest;
  }

  /**
   * Of this turn: after an interrupt {@code usage} is all zero, so the usage by model is better
   * where it is there.
   */
  private static TokenUsage tokens(JsonNode line) {
    JsonNode byModel = line.path("model_usage_since_last_result");
    if (byModel.isObject() && !byModel.isEmpty()) {
      TokenUsage sum = TokenUsage.NONE;
      for (JsonNode usage : byModel) {
        sum =
            sum.plus(
                new TokenUsage(
                    usage.path("inputTokens").asLong(0),
                    usage.path("outputTokens").asLong(0),
                    usage.path("cacheReadInputTokens").asLong(0),
                    usage.path("cacheCreationInputTokens").asLong(0)));
      }
      return sum;
    }
    JsonNode usage = line.path("usage");
    return new TokenUsage(
        usage.path("input_tokens").asLong(0),
        usage.path("output_tokens").asLong(0),
        usage.path("cache_read_input_tokens").asLong(0),
        usage.path("cache_creation_input_tokens").asLong(0));
  }

  /** The result of a turn whose process ended before it was closed. */
  AgentReport withoutResult(@Nullable Integer exitCode, String how, String stderr) {
    if (held.isPresent()) {
      return told(held.get());
    }
    Outcome outcome =
        stalled
            ? Outcome.of(OutcomeCode.STALLED, stallMessage())
            : lockedOut
                ? lockOut()
                : Outcome.of(
                    OutcomeCode.CRASHED,
                    "the agent's process ended without a result (" + how + ")" + tail(stderr));
    Cost cost = begun ? new Cost.Unknown(seen) : Cost.NOTHING;
    String until = text.all();
    return new AgentReport(
        until.isBlank() ? outcome.message() : until,
        outcome,
        new AgentReport.Spent(cost, 0, TokenUsage.NONE, elapsed()),
        model,
        conversation,
        null,
        List.of(),
        List.of(),
        AgentReport.Given.NOTHING,
        List.of(),
        new AgentReport.Exit(exitCode, stderr.isEmpty() ? null : stderr));
  }

  private static String tail(String stderr) {
    String last = stderr.strip();
    return last.isEmpty()
        ? ""
        : ": " + (last.length() <= 500 ? last : "…" + last.substring(last.length() - 500));
  }

  private String stallMessage() {
    return "the agent said nothing for longer than stall_timeout and was ended";
  }

  void complete(AgentReport result) {
    AgentReport told = result;
    for (String cut : cuts) {
      told = told.noticing(cut);
    }
    done.complete(told);
  }

  private Duration elapsed() {
    return awake.since(startedNanos);
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
    if (done.isDone()) {
      return;
    }
    interruptWanted = true;
    Optional<AgentReport> answer = held;
    if (answer.isPresent() && background.isWaiting()) {
      ways.close().accept(told(answer.get())); // it is done but for what it left running
    } else {
      ways.interrupt().run();
    }
  }
}
