package dev.agentpool.provider.claude;

import dev.agentpool.budget.Money;
import dev.agentpool.process.Child;
import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.streamjson.ControlChannel;
import dev.agentpool.provider.turn.AgentLines;
import dev.agentpool.provider.turn.AgentProcess;
import dev.agentpool.provider.turn.CurrentTurn;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.provider.turn.TurnNote;
import dev.agentpool.provider.turn.WordNotes;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.EndOfSession;
import dev.agentpool.session.Launch;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.settings.OnDenial;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.AgentReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final AgentProcess process;
  private final Launch launch;
  private final ProviderTimings timings;
  private final ClaudeOutcomes outcomes;
  private final ControlChannel channel;
  private final AgentQuestions questions;
  private final StallWatch stalls;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final AgentLines lines;
  private final CurrentTurn<ClaudeTurn> turn;
  private final ClaudeConversation conversation;
  private volatile @Nullable ClaudeReset reset;
  private volatile boolean catchingUp;
  private volatile List<String> models = List.of();

  ClaudeSession(
      Child child,
      Launch launch,
      ToolDesk toolDesk,
      ProviderTimings timings,
      ClaudeOutcomes outcomes,
      StallWatch stalls) {
    this.child = child;
    this.process = new AgentProcess(child, timings.control());
    this.launch = launch;
    this.timings = timings;
    this.outcomes = outcomes;
    this.stalls = stalls;
    this.channel = new ControlChannel(child::write);
    this.questions = new AgentQuestions(toolDesk, channel, this::denied);
    this.lines = new AgentLines(new Ear());
    this.turn = new CurrentTurn<>(child.folder());
    this.conversation = new ClaudeConversation(launch.resume(), launch.settings(), child.folder());
    child.onExit().thenRun(() -> channel.closed("the agent's process ended"));
  }

  /** Follows from the start and waits for the answer to {@code initialize}. */
  void becomeReady() throws InterruptedException {
    lines.follow(child, 0);
    CompletableFuture<JsonNode> ready = channel.request(questions.initialize());
    try {
      models = models(ready.get(timings.ready().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException notReady) {
      throw Unready.because(child, launch.resume(), lines.rubbish(), timings.ready());
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

  /**
   * An adopted session that resumed no turn learns from its whole output where its conversation
   * stands.
   */
  private void catchUp() {
    if (lines.isFollowing()) {
      return;
    }
    catchingUp = true;
    lines.follow(child, 0);
    if (child.alive()) {
      costSoFar(timings.control()); // its answer stands behind all older lines
    }
    catchingUp = false;
  }

  private final class Ear implements AgentLines.Ear {
    @Override
    public void heard(JsonNode line) {
      switch (Json.text(line, "type", "")) {
        case "control_response" -> channel.heard(line);
        case "control_request" -> {
          if (!catchingUp) {
            questions.asked(line);
          }
        }
        case "control_cancel_request" -> questions.withdrawn(line);
        default -> said(line);
      }
    }

    @Override
    public void cut(long bytes, @Nullable JsonNode left) {
      String type = left == null ? "that is no JSON" : Json.text(left, "type", "");
      turn.now().ifPresent(running -> running.cut(bytes, type));
    }

    @Override
    public void over(@Nullable String unreadable) {
      if (unreadable != null) {
        child.end(Duration.ZERO);
      }
      finish();
    }
  }

  private void said(JsonNode line) {
    questions.heard(line);
    conversation.heard(line);
    ClaudeReset clearing = reset;
    if (clearing != null) {
      clearing.heard(line);
    }
    turn.now().ifPresent(running -> tell(running, line));
  }

  private void tell(ClaudeTurn running, JsonNode line) {
    Optional<AgentReport> result = running.heard(line);
    if (result.isPresent()) {
      close(running, result.get());
    } else if (Json.text(line, "type", "").equals("user")) {
      askCost(running); // after each tool's result the CLI knows what its requests cost
    }
  }

  private void denied(String tool, String toolUse, ToolDesk.Permission.Deny deny) {
    turn.now().ifPresent(running -> running.denied(tool, toolUse, deny));
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

  @Override
  public Turn send(TurnRequest request, TurnListener listener) {
    catchUp();
    double before = conversation.totalUsd();
    ClaudeTurn next = take(request, listener, before, Set.of());
    TurnNote note = new TurnNote(request.id(), lines.heardTo(), before, false);
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
    if (lines.isOver()) {
      finish(); // it had ended before this turn was there to hear of it
    }
  }

  private ClaudeTurn take(
      TurnRequest request, TurnListener listener, double costBefore, Set<String> noted) {
    ClaudeTurn taken =
        turn.take(() ->
            new ClaudeTurn(
                request,
                listener,
                outcomes,
                costBefore,
                noted,
                terms(),
                ways(request.id()),
                stalls.awake()));
    stalls.watch(
        taken,
        questions::open,
        launch.settings().get(SettingKeys.STALL_TIMEOUT),
        () -> child.end(timings.end()));
    return taken;
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
        () -> still(id).ifPresent(mine -> stalls.giveUp(mine, () -> child.end(timings.end()))),
        result -> still(id).ifPresent(mine -> close(mine, result)),
        new WordPost(channel, child.folder(), () -> child.end(timings.end())));
  }

  /** The turn of that id while it is under way. */
  private Optional<ClaudeTurn> still(String id) {
    return turn.now().filter(mine -> mine.id().equals(id));
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
    Set<String> noted = WordNotes.of(child.folder(), request.id());
    ClaudeTurn resumed = take(request, listener, note.costBefore(), noted);
    questions.waitForReplay();
    var unused =
        process
            .hearing()
            .thenRun(() -> {
              questions.replayed();
              caughtUp.complete(null);
            });
    lines.follow(child, note.offset());
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

  @Override
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  @Override
  public boolean reset(Duration patience) {
    if (!child.alive() || turn.now().isPresent()) {
      return false;
    }
    catchUp();
    if (conversation.hasBackgroundTasks()) {
      return false;
    }
    String before = conversation.id();
    ClaudeReset clearing = new ClaudeReset(before == null ? "" : before);
    reset = clearing;
    try {
      channel.command(clearing.uuid(), "/clear");
      return clearing.confirmed().await(patience.toMillis(), TimeUnit.MILLISECONDS)
          && !conversation.hasBackgroundTasks();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ProcessException gone) {
      return false;
    } finally {
      reset = null;
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
      conversation.costs(total.asDouble());
      return Optional.of(Money.ofUsd(total.asDouble()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public EndOfSession end(Duration patience) {
    boolean idle = turn.now().isEmpty();
    return process.end(idle ? () -> channel.request("end_session") : null, patience);
  }

  /** The process is gone, and every line it left was heard. */
  private void finish() {
    String unreadable = lines.failure();
    String how = unreadable == null ? process.ending() : unreadable;
    turn.now()
        .ifPresent(running -> close(running, running.withoutResult(process.reportedExit(), how)));
  }

  /** Whoever awaits the turn may send the next one at once: it is taken away first. */
  private void close(ClaudeTurn over, AgentReport result) {
    turn.over(over);
    over.complete(conversation.reported().on(result));
  }

  @Override
  public Path folder() {
    return child.folder();
  }

  @Override
  public @Nullable String providerSession() {
    return conversation.id();
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
    return turn.count();
  }
}
