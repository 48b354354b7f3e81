package dev.agentpool.provider.rpc;

import dev.agentpool.budget.Money;
import dev.agentpool.process.Child;
import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.jsonrpc.RpcFailure;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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
  private final Launch launch;
  private final ProviderTimings timings;
  private final Dialect dialect;
  private final StallWatch stalls;
  private final RpcTalk talk;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

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
    this.launch = launch;
    this.timings = terms.timings();
    this.dialect = dialect;
    this.stalls = terms.stalls();
    this.talk = new RpcTalk(child, dialect, terms);
  }

  /**
   * Over a process of an earlier daemon.
   *
   * @throws ProviderException when it had not become ready
   */
  public static RpcSession adopted(Child child, Launch launch, Dialect dialect, Terms terms) {
    RpcSession session = new RpcSession(child, launch, dialect, terms);
    session.talk.conversation().found();
    return session;
  }

  /**
   * Begins, or goes on with, its conversation.
   *
   * @throws ProviderException when it never will
   */
  public void becomeReady() throws InterruptedException {
    talk.follow(0);
    try {
      talk.conversation().keep(dialect.begin(talk.peer(), launch.resume(), timings.ready()));
    } catch (RpcFailure failure) {
      throw notReady(failure);
    } catch (TimeoutException silent) {
      throw notReady(null);
    }
  }

  private ProviderException notReady(@Nullable RpcFailure failure) {
    talk.process().await(talk.process().hearing()); // what it printed tells what it is
    return NotReady.because(child, dialect.protocol(), failure, talk.rubbish(), timings.ready());
  }

  @Override
  public Turn send(TurnRequest request, TurnListener listener) {
    talk.catchUp();
    RpcTurn next = take(request, listener);
    TurnNote note = new TurnNote(request.id(), talk.heardTo(), 0, false);
    note.write(child.folder());
    Conversation conversation = talk.conversation().now();
    Call call = dialect.prompt(conversation, request);
    if (!conversation.begun()) {
      talk.conversation().keep(conversation.goneOnWith());
    }
    talk.deliver(next, call, note, timings.end());
    return next;
  }

  private RpcTurn take(TurnRequest request, TurnListener listener) {
    boolean denialFails = launch.settings().get(SettingKeys.ON_DENIAL) == OnDenial.FAIL;
    RpcTurn taken =
        talk.turn()
            .take(() ->
                new RpcTurn(
                    request,
                    listener,
                    talk::interrupt,
                    new RpcWords(talk.peer(), child.folder(), request.id(), this::newLine),
                    (id, text) -> dialect.word(talk.conversation().now(), id, text),
                    new RpcReport(stalls.awake(), denialFails, talk.conversation().now()),
                    stalls.awake()));
    stalls.watch(
        taken,
        talk.questions()::isOpen,
        launch.settings().get(SettingKeys.STALL_TIMEOUT),
        () -> child.end(timings.end()));
    return taken;
  }

  private void newLine() {
    child.write(new byte[] {'\n'});
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
    talk.expect(resumed);
    CompletableFuture<Void> heard = talk.process().hearing();
    var unused =
        heard.thenRun(() -> {
          talk.questions().replayed();
          caughtUp.complete(null);
        });
    talk.questions().waitForReplay();
    talk.follow(found.get().offset());
    return found.get().sent() || showsItself(resumed, heard)
        ? new Resumed.GoesOn(resumed)
        : unknown(resumed);
  }

  /** Whether the agent said something by now that only one with the prompt says. */
  private boolean showsItself(RpcTurn resumed, CompletableFuture<Void> heard) {
    talk.process().await(heard);
    return resumed.begun();
  }

  private Resumed unknown(RpcTurn doubtful) {
    talk.turn().neverWas(doubtful);
    String why =
        "the agent has said nothing since, and would do the same twice if it was asked twice";
    doubtful.complete(
        doubtful.crashed(
            new AgentReport.Exit(null, null), "nobody knows whether it began", Taken.UNTOLD));
    return new Resumed.Unknown(why);
  }

  @Override
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  @Override
  public boolean reset(Duration patience) {
    if (!child.alive() || talk.turn().now().isPresent()) {
      return false;
    }
    talk.catchUp();
    Conversation before = talk.conversation().now();
    try {
      Optional<Conversation> fresh = dialect.renew(talk.peer(), before, patience);
      fresh.ifPresent(talk.conversation()::keep);
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

  /** The end of its input is the end of an agent that speaks over it. */
  @Override
  public EndOfSession end(Duration patience) {
    boolean idle = talk.turn().now().isEmpty();
    return talk.process().end(idle ? child::closeInput : null, patience);
  }

  @Override
  public Path folder() {
    return child.folder();
  }

  @Override
  public @Nullable String providerSession() {
    return talk.conversation().begun().map(Conversation::id).orElse(launch.resume());
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
    return talk.turn().count();
  }
}
