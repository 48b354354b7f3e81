package dev.agentpool.provider.claude;

import dev.agentpool.budget.Money;
import dev.agentpool.process.Child;
import dev.agentpool.process.EndReport;
import dev.agentpool.process.Exit;
import dev.agentpool.process.OutputListener;
import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.streamjson.ControlChannel;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.provider.turn.TurnNote;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.EndOfSession;
import dev.agentpool.session.Launch;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.settings.OnDenial;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One Claude process and its conversation. Lines come on the tail thread, which never waits here.
 *
 * <p>INVARIANT: the note of a turn is on disk before its prompt is written, so the daemon after
 * this one knows what may have arrived; a prompt whose arrival is in doubt is sent again under the
 * same id, which the CLI then swallows if it has it.
 */
final class ClaudeSession implements AgentSession {
  private final Child child;
  private final Launch launch;
  private final ProviderTimings timings;
  private final ClaudeOutcomes outcomes;
  private final ControlChannel channel;
  private final AgentQuestions questions;
  private final StallWatch stalls;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ClaudeTurn turn; // guarded by lock
  private @Nullable ClaudeReset reset; // guarded by lock
  private int turns; // guarded by lock
  private volatile @Nullable String providerSession;
  private volatile double totalUsd;
  private volatile long heardTo;
  private volatile boolean backgroundTasks;
  private volatile ReportedGifts reported = ReportedGifts.NONE;
  private volatile boolean following;
  private volatile boolean catchingUp;
  private volatile boolean outputOver;
  private volatile @Nullable String rubbish;
  private volatile List<String> models = List.of();

  ClaudeSession(
      Child child,
      Launch launch,
      ToolDesk toolDesk,
      ProviderTimings timings,
      ClaudeOutcomes outcomes,
      StallWatch stalls) {
    this.child = child;
    this.launch = launch;
    this.timings = timings;
    this.outcomes = outcomes;
    this.stalls = stalls;
    this.channel = new ControlChannel(child::write);
    this.questions = new AgentQuestions(toolDesk, channel);
    this.providerSession = launch.resume();
    child.onExit().thenRun(() -> channel.closed("the agent's process ended"));
  }

  /** Follows from the start and waits for the answer to {@code initialize}. */
  void becomeReady() throws InterruptedException {
    follow(0);
    CompletableFuture<JsonNode> ready = channel.request(questions.initialize());
    try {
      models = models(ready.get(timings.ready().toMillis(), TimeUnit.MILLISECONDS));
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException notReady) {
      throw Unready.because(child, rubbish, timings.ready());
    }
    if (launch.resume() != null) {
      costSoFar(
          timings.control()); // the total carries over when the process before ended in good order
    }
  }

  private static List<String> models(JsonNode answer) {
    List<String> names = new ArrayList<>();
    answer.path("models").forEach(model -> names.add(Json.text(model, "value", "")));
    return names.stream().filter(name -> !name.isEmpty()).distinct().toList();
  }

  private void follow(long offset) {
    following = true;
    child.follow(offset, new Lines());
  }

  /**
   * An adopted session that resumed no turn learns from its whole output where its conversation
   * stands.
   */
  private void catchUp() {
    if (following) {
      return;
    }
    catchingUp = true;
    follow(0);
    if (child.alive()) {
      costSoFar(timings.control()); // its answer stands behind all older lines
    }
    catchingUp = false;
  }

  private final class Lines implements OutputListener {
    @Override
    public void line(String line, long endOffset) {
      heardTo = endOffset;
      Optional<JsonNode> json = Json.parse(line);
      if (json.isPresent()) {
        heard(json.get());
      } else if (rubbish == null) {
        rubbish = line.length() <= 200 ? line : line.substring(0, 200) + "…";
      }
    }

    @Override
    public void oversized(long bytes, String shorter, long endOffset) {
      heardTo = endOffset;
      Optional<JsonNode> json = Json.parse(shorter);
      ClaudeTurn running = current(() -> turn);
      if (running != null) {
        running.cut(bytes, json.map(line -> Json.text(line, "type", "")).orElse("that is no JSON"));
      }
      json.ifPresent(ClaudeSession.this::heard);
    }

    @Override
    public void failed(Throwable why) {
      outputOver = true;
      child.end(Duration.ZERO);
      ClaudeTurn running = current(() -> turn);
      if (running != null) {
        close(
            running,
            running.withoutResult(
                null, "agentpool could not read what it said: " + why, child.errorTail(4_000)));
      }
    }

    @Override
    public void ended() {
      outputOver = true;
      Thread.ofVirtual()
          .name("ended-" + child.folder().getFileName())
          .start(ClaudeSession.this::finish);
    }
  }

  private void heard(JsonNode line) {
    switch (Json.text(line, "type", "")) {
      case "control_response" -> channel.heard(line);
      case "control_request" -> {
        if (!catchingUp) {
          questions.asked(line);
        }
      }
      case "control_cancel_request" -> questions.withdrawn(line);
      default -> {
        questions.heard(line);
        keepTrack(line);
        ClaudeReset clearing = current(() -> reset);
        if (clearing != null) {
          clearing.heard(line);
        }
        ClaudeTurn running = current(() -> turn);
        if (running != null) {
          tell(running, line);
        }
      }
    }
  }

  private void tell(ClaudeTurn running, JsonNode line) {
    Optional<AgentReport> result = running.heard(line);
    if (result.isPresent()) {
      close(running, result.get());
    } else if (Json.text(line, "type", "").equals("user")) {
      askCost(running); // after each tool's result the CLI knows what its requests cost
    }
  }

  private void askCost(ClaudeTurn running) {
    Thread.ofVirtual()
        .name("cost-" + running.id())
        .start(() ->
            channel
                .request("get_usage")
                .thenAccept(answer -> {
                  JsonNode total = answer.path("session").path("total_cost_usd");
                  if (total.isNumber()) {
                    running.costSoFar(total.asDouble());
                  }
                }));
  }

  private void keepTrack(JsonNode line) {
    String type = Json.text(line, "type", "");
    if (type.equals("conversation_reset")) {
      totalUsd = 0;
    } else if (type.equals("result") && line.path("total_cost_usd").isNumber()) {
      totalUsd = line.path("total_cost_usd").asDouble();
    } else if (type.equals("system")) {
      String subtype = Json.text(line, "subtype", "");
      if (subtype.equals("init")) {
        providerSession = Json.text(line, "session_id", "");
        reported = ReportedGifts.of(line, launch.settings(), child.folder());
      } else if (subtype.equals("background_tasks_changed")) {
        backgroundTasks = !line.path("tasks").isEmpty();
      }
    }
  }

  private interface Guarded<T> {
    @Nullable T get();
  }

  private <T> @Nullable T current(Guarded<T> field) {
    lock.lock();
    try {
      return field.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Turn send(TurnRequest request, TurnListener listener) {
    catchUp();
    ClaudeTurn next = take(request, listener, totalUsd, true);
    TurnNote note = new TurnNote(request.id(), heardTo, totalUsd, false);
    note.write(child.folder());
    deliver(next, note);
    return next;
  }

  private void deliver(ClaudeTurn next, TurnNote note) {
    try {
      channel.user(next.id(), next.prompt());
      new TurnNote(note.id(), note.offset(), note.costBefore(), true).write(child.folder());
    } catch (ProcessException gone) {
      // An ended process completes the turn by its exit; one that does not read is ended, which
      // does the same.
      Thread.ofVirtual().name("end-" + next.id()).start(() -> child.end(timings.end()));
    }
    if (outputOver) {
      finish(); // it had ended before this turn was there to hear of it
    }
  }

  private ClaudeTurn take(
      TurnRequest request, TurnListener listener, double costBefore, boolean counted) {
    lock.lock();
    try {
      if (turn != null) {
        throw new IllegalStateException("turn " + turn.id() + " is under way in " + child.folder());
      }
      turn =
          new ClaudeTurn(
              request, listener, outcomes, costBefore, terms(), ways(request.id()), stalls.awake());
      turns += counted ? 1 : 0;
      stalls.watch(
          turn,
          questions::open,
          launch.settings().get(SettingKeys.STALL_TIMEOUT),
          () -> child.end(timings.end()));
      return turn;
    } finally {
      lock.unlock();
    }
  }

  private ClaudeTurn.Terms terms() {
    return new ClaudeTurn.Terms(
        launch.settings().get(SettingKeys.WORKSPACE) == WorkspaceMode.READ_ONLY,
        launch.settings().get(SettingKeys.ON_DENIAL) == OnDenial.FAIL,
        launch.settings().get(SettingKeys.BACKGROUND_WAIT),
        models,
        launch.environment().names().contains("ANTHROPIC_BASE_URL")
            ? "the address in ANTHROPIC_BASE_URL"
            : "the model API's address");
  }

  private ClaudeTurn.Ways ways(String id) {
    return new ClaudeTurn.Ways(
        () -> channel.request("interrupt"),
        () -> {
          ClaudeTurn mine = current(() -> turn);
          if (mine != null && mine.id().equals(id)) {
            stalls.giveUp(mine, () -> child.end(timings.end()));
          }
        },
        result -> {
          ClaudeTurn mine = current(() -> turn);
          if (mine != null && mine.id().equals(id)) {
            close(mine, result);
          }
        });
  }

  @Override
  public Resumed resumeTurn(TurnRequest request, TurnListener listener) {
    Optional<TurnNote> found =
        TurnNote.read(child.folder()).filter(note -> note.id().equals(request.id()));
    if (found.isEmpty()) {
      caughtUp.complete(null);
      return new Resumed.NeverBegun();
    }
    TurnNote note = found.get();
    ClaudeTurn resumed = take(request, listener, note.costBefore(), true);
    questions.waitForReplay();
    child
        .delivery(outputSize())
        .thenRun(() -> {
          questions.replayed();
          caughtUp.complete(null);
        });
    follow(note.offset());
    if (!note.sent() && child.alive()) {
      // In doubt: an empty line ends a half-written message (and with it a CLI that cannot have
      // begun); then once more.
      try {
        channel.newLine();
      } catch (ProcessException gone) {
        return new Resumed.GoesOn(resumed);
      }
      deliver(resumed, note);
    }
    return new Resumed.GoesOn(resumed);
  }

  private long outputSize() {
    try {
      return Files.size(child.folder().resolve("out"));
    } catch (IOException none) {
      return 0;
    }
  }

  @Override
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  @Override
  public boolean reset(Duration patience) {
    if (!child.alive() || current(() -> turn) != null) {
      return false;
    }
    catchUp();
    if (backgroundTasks) {
      return false;
    }
    String before = providerSession;
    ClaudeReset clearing = new ClaudeReset(before == null ? "" : before);
    lock.lock();
    try {
      reset = clearing;
    } finally {
      lock.unlock();
    }
    try {
      channel.command(clearing.uuid(), "/clear");
      return clearing.confirmed().await(patience.toMillis(), TimeUnit.MILLISECONDS)
          && !backgroundTasks;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ProcessException gone) {
      return false;
    } finally {
      lock.lock();
      try {
        reset = null;
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Optional<Money> costSoFar(Duration patience) {
    try {
      Optional<JsonNode> answer = channel.ask(Json.object().put("subtype", "get_usage"), patience);
      JsonNode total =
          answer.map(usage -> usage.path("session").path("total_cost_usd")).orElse(Json.object());
      if (!total.isNumber()) {
        return Optional.empty();
      }
      totalUsd = total.asDouble();
      return Optional.of(Money.ofUsd(totalUsd));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public EndOfSession end(Duration patience) {
    boolean gentle = child.alive() && current(() -> turn) == null && endedByProtocol(patience);
    EndReport report = child.end(patience);
    return new EndOfSession(
        gentle
            ? "the protocol's own end"
            : report.means().name().toLowerCase(java.util.Locale.ROOT),
        report.survivors());
  }

  private boolean endedByProtocol(Duration patience) {
    try {
      channel.request("end_session");
      child.onExit().get(Math.max(1_000, patience.toMillis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  /** The process is gone, and every line it left was heard. */
  private void finish() {
    ClaudeTurn running = current(() -> turn);
    if (running == null) {
      return;
    }
    Exit exit = child.exit().orElseGet(() -> new Exit.Unknown("its output ended"));
    String how =
        switch (exit) {
          case Exit.Code code -> "exit code " + code.code();
          case Exit.Signal signal -> "signal " + signal.signal();
          case Exit.Unknown unknown -> unknown.why();
        };
    Integer code = exit instanceof Exit.Code some ? (Integer) some.code() : null;
    close(running, running.withoutResult(code, how, child.errorTail(4_000)));
  }

  /** Whoever awaits the turn may send the next one at once: it is taken away first. */
  private void close(ClaudeTurn over, AgentReport result) {
    lock.lock();
    try {
      if (turn == over) {
        turn = null;
      }
    } finally {
      lock.unlock();
    }
    over.complete(reported.on(result));
  }

  @Override
  public Path folder() {
    return child.folder();
  }

  @Override
  public @Nullable String providerSession() {
    return providerSession;
  }

  @Override
  public Launch launch() {
    return launch;
  }

  @Override
  public boolean alive() {
    return child.alive();
  }

  @Override
  public OptionalLong pid() {
    return child.alive() ? OptionalLong.of(child.identity().pid()) : OptionalLong.empty();
  }

  @Override
  public int turns() {
    lock.lock();
    try {
      return turns;
    } finally {
      lock.unlock();
    }
  }

  static ProviderException unusable(String message, @Nullable Throwable cause) {
    return new ProviderException(OutcomeCode.PROVIDER_UNUSABLE, message, cause);
  }
}
