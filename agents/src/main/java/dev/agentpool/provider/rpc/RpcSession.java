package dev.agentpool.provider.rpc;

import dev.agentpool.budget.Money;
import dev.agentpool.process.Child;
import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
import dev.agentpool.protocol.jsonrpc.RpcPeer;
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
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One agent process that speaks JSON-RPC, and the conversation in it. Lines come on the tail
 * thread, which never waits here.
 *
 * <p>INVARIANT: the note of a turn is on disk before its prompt is written, and the id of the
 * prompt's request is the turn's: so the daemon after this one knows what may have arrived, and
 * recognises the answer. A prompt whose arrival is in doubt is never sent again, since these
 * protocols would play it twice.
 */
public final class RpcSession implements AgentSession {
  private final Child child;
  private final RpcProcess process;
  private final Launch launch;
  private final ProviderTimings timings;
  private final Dialect dialect;
  private final StallWatch stalls;
  private final RpcLines lines;
  private final RpcPeer peer;
  private final RpcQuestions questions;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CurrentTurn turn;
  private volatile @Nullable Conversation conversation;

  /**
   * What every session of a provider is made with.
   *
   * @param judge what the agent may do by its access alone
   */
  public record Terms(
      ToolDesk desk, AccessJudge judge, ProviderTimings timings, StallWatch stalls) {}

  /** Over a process that was just started; {@link #becomeReady} comes next. */
  public RpcSession(Child child, Launch launch, Dialect dialect, Terms terms) {
    this.child = child;
    this.process = new RpcProcess(child, terms.timings().control());
    this.turn = new CurrentTurn(child.folder());
    this.launch = launch;
    this.timings = terms.timings();
    this.dialect = dialect;
    this.stalls = terms.stalls();
    this.lines = new RpcLines(this::ended);
    this.peer = new RpcPeer(child::write, dialect.wording(), new RpcEar(this::hear, this::asked));
    dialect.over(peer);
    this.questions = new RpcQuestions(terms.desk(), terms.judge(), peer, child.folder());
    child.onExit().thenRun(() -> peer.closed("the agent's process ended"));
  }

  /**
   * Over a process of an earlier daemon.
   *
   * @throws ProviderException when it had not become ready
   */
  public static RpcSession adopted(Child child, Launch launch, Dialect dialect, Terms terms) {
    RpcSession session = new RpcSession(child, launch, dialect, terms);
    session.conversation =
        KeptConversation.read(child.folder())
            .orElseThrow(() ->
                new ProviderException(
                    OutcomeCode.PROVIDER_UNUSABLE,
                    "session "
                        + child.folder()
                        + " cannot be adopted: it had not become ready for a turn",
                    null));
    return session;
  }

  /**
   * Begins, or goes on with, its conversation.
   *
   * @throws ProviderException when it never will
   */
  public void becomeReady() throws InterruptedException {
    follow(0);
    try {
      keep(dialect.begin(peer, launch.resume(), timings.ready()));
    } catch (RpcFailure failure) {
      throw notReady(failure);
    } catch (TimeoutException silent) {
      throw notReady(null);
    }
  }

  private ProviderException notReady(@Nullable RpcFailure failure) {
    process.await(process.hearing()); // what it printed tells what it is
    return NotReady.because(child, dialect.protocol(), failure, lines.rubbish(), timings.ready());
  }

  private void keep(Conversation now) {
    KeptConversation.write(child.folder(), now);
    conversation = now;
  }

  private Conversation conversation() {
    Conversation now = conversation;
    if (now == null) {
      throw new IllegalStateException("no conversation was begun in " + child.folder());
    }
    return now;
  }

  private void follow(long offset) {
    lines.follow(
        child, offset, peer, () -> turn.now().ifPresent(running -> running.cut(lines.tooLong())));
  }

  /** An adopted session that resumed no turn passes over what was said before. */
  private void catchUp() {
    if (lines.isFollowing()) {
      return;
    }
    CompletableFuture<Void> heard = process.hearing();
    follow(0);
    process.await(heard);
  }

  private void hear(String method, JsonNode params) {
    Conversation now = conversation;
    if (now == null) {
      return; // before it begins, only answers count
    }
    Optional<RpcTurn> running = turn.now();
    Said said = running.map(RpcTurn::said).orElse(new Said("", "", 0));
    Reading reading = dialect.notified(now, method, params, said);
    running.ifPresent(mine -> tell(mine, reading));
  }

  private void asked(JsonNode id, String method, JsonNode params) {
    Conversation now = conversation;
    Wanted wanted = now == null ? new Wanted.NotOffered() : dialect.asked(now, method, params);
    questions.asked(id, method, wanted, turn.now());
  }

  private void answered(RpcTurn asking, @Nullable JsonNode result, @Nullable Throwable failure) {
    Reading reading =
        result != null
            ? dialect.answered(conversation(), result, asking.said())
            : dialect.refused(
                conversation(),
                failure instanceof RpcFailure refusal
                    ? refusal
                    : new RpcFailure(RpcFailure.INTERNAL, String.valueOf(failure)),
                asking.said());
    if (result != null) {
      asking.began();
    }
    tell(asking, reading);
  }

  private void tell(RpcTurn running, Reading reading) {
    questions.heard(reading);
    running.heard(reading).ifPresent(result -> close(running, result));
  }

  @Override
  public Turn send(TurnRequest request, TurnListener listener) {
    catchUp();
    RpcTurn next = take(request, listener);
    TurnNote note = new TurnNote(request.id(), lines.heardTo(), 0, false);
    note.write(child.folder());
    Call call = dialect.prompt(conversation(), request);
    if (!conversation().begun()) {
      keep(conversation().goneOnWith());
    }
    deliver(next, call, note);
    return next;
  }

  private void deliver(RpcTurn next, Call call, TurnNote note) {
    expect(next);
    try {
      peer.send(next.id(), call.method(), call.params());
      new TurnNote(note.id(), note.offset(), 0, true).write(child.folder());
    } catch (ProcessException gone) {
      // An ended process completes the turn by its exit; one that does not read is ended, which
      // does the same.
      Thread.ofVirtual().name("end-" + next.id()).start(() -> child.end(timings.end()));
    }
    if (lines.isOver()) {
      finish(); // it had ended before this turn was there to hear of it
    }
  }

  private void expect(RpcTurn asking) {
    var unused =
        peer.expect(asking.id())
            .whenComplete((result, failure) -> answered(asking, result, failure));
  }

  private RpcTurn take(TurnRequest request, TurnListener listener) {
    boolean denialFails = launch.settings().get(SettingKeys.ON_DENIAL) == OnDenial.FAIL;
    RpcTurn taken =
        turn.take(() ->
            new RpcTurn(
                request,
                listener,
                this::interrupt,
                new RpcReport(stalls.awake(), denialFails, conversation()),
                stalls.awake()));
    stalls.watch(
        taken,
        questions::isOpen,
        launch.settings().get(SettingKeys.STALL_TIMEOUT),
        () -> child.end(timings.end()));
    return taken;
  }

  private void interrupt() {
    questions.cancel();
    try {
      dialect.interrupt(peer, conversation());
    } catch (ProcessException gone) {
      // then its end is under way already
    }
  }

  @Override
  public Resumed resumeTurn(TurnRequest request, TurnListener listener) {
    Optional<TurnNote> found =
        TurnNote.read(child.folder()).filter(note -> note.id().equals(request.id()));
    if (found.isEmpty()) {
      caughtUp.complete(null);
      return new Resumed.NeverBegun();
    }
    RpcTurn resumed = take(request, listener);
    expect(resumed);
    CompletableFuture<Void> heard = process.hearing();
    var unused =
        heard.thenRun(() -> {
          questions.replayed();
          caughtUp.complete(null);
        });
    questions.waitForReplay();
    follow(found.get().offset());
    return found.get().sent() || showsItself(resumed, heard)
        ? new Resumed.GoesOn(resumed)
        : unknown(resumed);
  }

  /** Whether the agent said something by now that only one with the prompt says. */
  private boolean showsItself(RpcTurn resumed, CompletableFuture<Void> heard) {
    process.await(heard);
    return resumed.begun();
  }

  private Resumed unknown(RpcTurn doubtful) {
    turn.neverWas(doubtful);
    String why =
        "the agent has said nothing since, and would do the same twice if it was asked twice";
    doubtful.complete(
        doubtful.crashed(new AgentReport.Exit(null, null), "nobody knows whether it began"));
    return new Resumed.Unknown(why);
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
    Conversation before = conversation();
    try {
      Optional<Conversation> fresh = dialect.renew(peer, before, patience);
      fresh.ifPresent(this::keep);
      return fresh.isPresent() && !fresh.get().id().equals(before.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RpcFailure | ProviderException | TimeoutException | ProcessException unconfirmed) {
      return false;
    }
  }

  @Override
  public Optional<Money> costSoFar(Duration patience) {
    return Optional.empty();
  }

  @Override
  public EndOfSession end(Duration patience) {
    return process.end(turn.now().isEmpty(), patience);
  }

  /** Its output is over; with a reason when agentpool could not read it. */
  private void ended(@Nullable String unreadable) {
    if (unreadable != null) {
      child.end(Duration.ZERO);
    }
    finish();
  }

  private void finish() {
    String unreadable = lines.failure();
    String how = unreadable == null ? NotReady.Exits.shown(process.exit()) : unreadable;
    turn.now().ifPresent(mine -> close(mine, mine.crashed(process.reportedExit(), how)));
  }

  /** Whoever awaits the turn may send the next one at once: it is taken away first. */
  private void close(RpcTurn over, AgentReport result) {
    Conversation now = conversation();
    Conversation counted = dialect.counted(now);
    if (!counted.equals(now)) {
      keep(counted);
    }
    turn.over(over);
    over.complete(result);
  }

  @Override
  public Path folder() {
    return child.folder();
  }

  @Override
  public @Nullable String providerSession() {
    Conversation now = conversation;
    return now == null ? launch.resume() : now.id();
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
