package dev.agentpool.provider.terminal;

import dev.agentpool.budget.Money;
import dev.agentpool.process.Child;
import dev.agentpool.provider.rpc.Taken;
import dev.agentpool.provider.turn.AgentProcess;
import dev.agentpool.provider.turn.CurrentTurn;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.provider.turn.TurnNote;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.EndOfSession;
import dev.agentpool.session.Launch;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.Terminal;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.settings.OnDenial;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.AgentReport;
import dev.agentpool.terminal.tmux.TmuxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One agent in a terminal of its own, and the conversation in it. Thread-safe. */
final class TerminalSession implements AgentSession {
  private final TerminalTalk talk;
  private final Launch launch;
  private final Parts parts;
  private final SessionNotes notes;
  private final Questions questions;
  private final AgentProcess process;
  private final CurrentTurn<TerminalTurn> current;

  /** What every session of a provider is made with. */
  record Parts(ToolDesk desk, ProviderTimings timings, StallWatch stalls, Clock clock) {}

  TerminalSession(TerminalTalk talk, Launch launch, Parts parts) {
    this.talk = talk;
    this.launch = launch;
    this.parts = parts;
    this.notes = new SessionNotes(talk.child().folder());
    this.questions = new Questions(talk, parts.desk(), notes);
    this.process = new AgentProcess(talk.child(), parts.timings().control());
    this.current = new CurrentTurn<>(talk.child().folder());
  }

  TerminalTalk talk() {
    return talk;
  }

  private Child child() {
    return talk.child();
  }

  private SessionNotes.Conversation conversation() {
    return notes.conversation().orElseGet(() -> new SessionNotes.Conversation("", false));
  }

  @Override
  public Turn send(TurnRequest request, TurnListener listener) {
    return start(request, listener, typed(request));
  }

  private String typed(TurnRequest request) {
    String preface = conversation().begun() ? "" : talk.terms().preface();
    String task = preface.isEmpty() ? request.prompt() : preface + "\n\n" + request.prompt();
    TerminalCli cli = talk.cli();
    return cli.endings().byBlock()
        ? Wording.asking(task, request.id(), cli.endings(), talk.terms().access(), launch)
        : talk.asText(task);
  }

  /**
   * @param prompt null for one that was sent before
   */
  private TerminalTurn start(TurnRequest request, TurnListener listener, @Nullable String prompt) {
    TerminalTurn turn =
        current.take(() -> new TerminalTurn(request, listener, this::pressInterrupt, talk.awake()));
    String id = conversation().id();
    talk.asks(request.prompt());
    turn.say(new AgentEvent.SessionKnown(id, null));
    boolean denialFails = launch.settings().get(SettingKeys.ON_DENIAL) == OnDenial.FAIL;
    TurnReport report =
        new TurnReport(
            parts.clock(),
            talk.awake(),
            denialFails,
            id,
            talk.cli().free() ? Taken.NOTHING : Taken.UNTOLD);
    Optional<SessionNotes.Result> kept =
        prompt == null ? notes.result(request.id()) : Optional.empty();
    if (kept.isPresent()) {
      turn.say(new AgentEvent.Text(kept.get().output()));
      close(turn, report.of(kept.get().output(), kept.get().outcome(), null));
      return turn;
    }
    parts
        .stalls()
        .watch(
            turn,
            questions::isOpen,
            launch.settings().get(SettingKeys.STALL_TIMEOUT),
            () -> child().end(parts.timings().end()));
    Thread.ofVirtual()
        .name("terminal-" + request.id())
        .start(new TurnWatch(talk, turn, report, questions, prompt, this::close));
    return turn;
  }

  /** Whoever awaits the turn may send the next one at once: it is taken away first. */
  private void close(TerminalTurn over, AgentReport report) {
    current.over(over);
    over.complete(report);
  }

  private void pressInterrupt() {
    try {
      talk.keys(talk.cli().typing().interrupt());
    } catch (TmuxException gone) {
      // then its end is under way already
    }
  }

  @Override
  public Resumed resumeTurn(TurnRequest request, TurnListener listener) {
    Optional<TurnNote> note =
        TurnNote.read(folder()).filter(found -> found.id().equals(request.id()));
    if (note.isEmpty()) {
      return new Resumed.NeverBegun();
    }
    if (note.get().sent() || notes.result(request.id()).isPresent()) {
      return new Resumed.GoesOn(start(request, listener, null));
    }
    return doubtful(request, listener);
  }

  /** The daemon died between the first key and the last: only the screen can tell. */
  private Resumed doubtful(TurnRequest request, TurnListener listener) {
    try {
      Look look = talk.look();
      if (TurnSense.shows(look.reading())) {
        return new Resumed.GoesOn(start(request, listener, null));
      }
      boolean untouched = notes.before(request.id()).filter(look.content()::equals).isPresent();
      return untouched
          ? new Resumed.NeverBegun()
          : new Resumed.Unknown(
              "its screen shows neither that the prompt was sent nor that it was not");
    } catch (TmuxException gone) {
      return new Resumed.Unknown("its terminal is gone: " + gone.getMessage());
    }
  }

  /** No screen confirms that a context was cleared. */
  @Override
  public boolean reset(Duration patience) {
    return false;
  }

  @Override
  public Optional<Money> costSoFar(Duration patience) {
    return Optional.empty();
  }

  @Override
  public Optional<Terminal> terminal() {
    return Optional.of(new SessionTerminal(talk));
  }

  @Override
  public EndOfSession end(Duration patience) {
    return process.end(talk.tmux()::end, patience);
  }

  @Override
  public Path folder() {
    return child().folder();
  }

  @Override
  public @Nullable String providerSession() {
    return conversation().id();
  }

  @Override
  public Launch launch() {
    return launch;
  }

  @Override
  public boolean alive() {
    return talk.alive();
  }

  @Override
  public OptionalLong pid() {
    return child().alive() ? OptionalLong.of(child().identity().pid()) : OptionalLong.empty();
  }

  @Override
  public int turns() {
    return current.count();
  }
}
