package dev.agentpool.provider.terminal;

import dev.agentpool.provider.turn.TurnNote;
import dev.agentpool.screen.Reading;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.ScreenState;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.terminal.tmux.TmuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees one turn through, from the typing of its prompt to its end, on a thread of its own.
 *
 * <p>INVARIANT: the note of the turn is on disk before its prompt is typed, with what the screen
 * was by then; and that it was sent off is noted after it was. A prompt whose arrival is in doubt
 * is never typed again.
 */
final class TurnWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TurnWatch.class);
  private static final Duration FAST = Duration.ofMillis(120);
  private static final Duration SLOW = Duration.ofMillis(800);
  private static final Duration AGAIN = Duration.ofMillis(1_200);
  private static final int MOST_PRESSES = 8;
  private static final int MOST_FAILURES = 10;
  private static final int LONGEST_ARGUMENT = 100_000;

  private final TerminalTalk talk;
  private final TerminalTurn turn;
  private final TurnReport report;
  private final Questions questions;
  private final SessionNotes notes;
  private final @Nullable String prompt;
  private final BiConsumer<TerminalTurn, AgentReport> over;
  private final Path folder;
  private @Nullable TurnSense sense;
  private @Nullable Pressed pressed;
  private @Nullable String untoldDenial;
  private @Nullable String near;
  private String progress = "";
  private boolean interruptTold;

  /** An answer that was typed, until the screen shows that it has arrived. */
  private record Pressed(Reply reply, long nanos, int times) {}

  /**
   * @param prompt as it is typed; null when it was sent before
   * @param over hears of the end, once
   */
  TurnWatch(
      TerminalTalk talk,
      TerminalTurn turn,
      TurnReport report,
      Questions questions,
      @Nullable String prompt,
      BiConsumer<TerminalTurn, AgentReport> over) {
    this.talk = talk;
    this.turn = turn;
    this.report = report;
    this.questions = questions;
    this.notes = new SessionNotes(talk.child().folder());
    this.prompt = prompt;
    this.over = over;
    this.folder = talk.child().folder();
  }

  @Override
  public void run() {
    try {
      begin();
      watch();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      crash("the daemon stopped watching it", null);
    } catch (TmuxException gone) {
      crash(String.valueOf(gone.getMessage()), null);
    } catch (RuntimeException broken) {
      LOG.error("the terminal of turn {} could not be watched", turn.id(), broken);
      crash("agentpool could not go on with its terminal: " + broken, null);
    }
  }

  private void begin() throws InterruptedException {
    if (prompt == null) {
      sense = new TurnSense(turn.id(), talk.cli().endings(), null, talk.awake().nanos());
      sense.began();
      return;
    }
    if (asArgument()) {
      sense = new TurnSense(turn.id(), talk.cli().endings(), null, talk.awake().nanos());
      note(false);
      notes.before(turn.id(), talk.look().content());
      try {
        PaneScript.prompt(folder, prompt);
      } catch (IOException e) {
        throw new UncheckedIOException("the prompt cannot be handed over: " + e.getMessage(), e);
      }
      talk.tmux().replace(folder, PaneScript.command(folder));
      sense.began();
      sent();
      return;
    }
    Look ready = ready();
    if (turn.over() || talk.isLeft()) {
      return;
    }
    TurnSense fresh =
        new TurnSense(
            turn.id(), talk.cli().endings(), ready.reading().result(), talk.awake().nanos());
    sense = fresh;
    notes.before(turn.id(), ready.content());
    note(false);
    Look typed = talk.send(prompt);
    fresh.sent(typed.content(), typed.reading().said());
    sent();
  }

  private boolean asArgument() {
    return talk.cli().typing().asArgument()
        && prompt != null
        && prompt.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ARGUMENT
        && notes.conversation().filter(SessionNotes.Conversation::begun).isEmpty();
  }

  private void note(boolean handedOver) {
    new TurnNote(turn.id(), 0, 0, handedOver).write(folder);
  }

  private void sent() {
    note(true);
    notes
        .conversation()
        .ifPresent(now -> notes.conversation(new SessionNotes.Conversation(now.id(), true)));
  }

  /** The screen when it can be typed into: menus of the start are answered first. */
  private Look ready() throws InterruptedException {
    if (talk.cli().typing().asArgument() && talk.look().shot().ended()) {
      talk.tmux().replace(folder, PaneScript.command(folder)); // too long a prompt for an argument
    }
    long since = talk.awake().nanos();
    String seen = "";
    while (!turn.over() && !talk.isLeft()) {
      Look look = talk.look();
      if (!look.content().equals(seen)) {
        seen = look.content();
        since = talk.awake().nanos();
        turn.touched();
      }
      Duration still = talk.awake().since(since);
      if (ended(look)) {
        return look;
      }
      if (look.reading().menu() != null && look.reading().state().waits()) {
        answer(look);
      } else {
        answered(look);
        if (takesWords(look, still)) {
          return look;
        }
      }
      if (turn.isInterruptWanted()) {
        finish("", Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted"));
      }
      talk.pause().of(FAST);
    }
    return talk.look();
  }

  private boolean takesWords(Look look, Duration still) {
    return switch (look.reading().state()) {
      case IDLE, INTERRUPTED, COMPLETED -> still.compareTo(Duration.ofMillis(200)) >= 0;
      case ERROR -> {
        if (look.reading().rule().equals("not logged in")
            && still.compareTo(talk.cli().endings().settle()) >= 0) {
          finish("", report.failed(ScreenState.ERROR, look.reading().line()));
        }
        yield still.compareTo(Duration.ofSeconds(1)) >= 0;
      }
      case BUSY, QUEUED -> still.compareTo(Duration.ofSeconds(5)) >= 0;
      case LIMIT, APPROVAL, QUESTION, OVERAGE, UNKNOWN ->
          still.compareTo(Duration.ofSeconds(1)) >= 0 && !look.shot().text().isBlank();
    };
  }

  private void watch() throws InterruptedException {
    TurnSense seeing = sense;
    int failures = 0;
    Duration next = FAST;
    while (!turn.over() && !talk.isLeft() && seeing != null) {
      Look look;
      try {
        look = talk.look();
        failures = 0;
      } catch (TmuxException unseen) {
        if (!talk.child().alive() || ++failures >= MOST_FAILURES) {
          throw unseen;
        }
        talk.pause().of(SLOW);
        continue;
      }
      boolean moved = seeing.isNew(look.content());
      see(look, seeing);
      next = moved || questions.isOpen() ? FAST : slower(next);
      if (!turn.over()) {
        talk.pause().of(next);
      }
    }
  }

  private static Duration slower(Duration now) {
    Duration longer = now.plusMillis(40);
    return longer.compareTo(SLOW) > 0 ? SLOW : longer;
  }

  private void see(Look look, TurnSense seeing) throws InterruptedException {
    if (!look.content().equals(progress)) {
      progress = look.content();
      turn.touched();
    }
    if (turn.isInterruptWanted() && !interruptTold) {
      interruptTold = true;
      seeing.interrupted();
      questions.withdraw();
      pressed = null;
    }
    warn(look.reading());
    if (answered(look)) {
      return;
    }
    TurnSense.Step step = seeing.step(look.reading(), look.content(), talk.awake().nanos());
    switch (step) {
      case TurnSense.Step.Wait() -> ended(look);
      case TurnSense.Step.SubmitAgain() -> talk.submit();
      case TurnSense.Step.Asked() -> {
        if (!turn.isInterruptWanted()) {
          answer(look);
        }
      }
      case TurnSense.Step.Over end -> over(look, end, seeing);
    }
  }

  /** A limit that comes near is told once. */
  private void warn(Reading reading) {
    if (reading.state() == ScreenState.LIMIT && !reading.hard() && !reading.line().equals(near)) {
      near = reading.line();
      turn.say(new AgentEvent.RateLimit("near", null, reading.line()));
    }
  }

  /** Whether its program is over, which ends the turn. */
  private boolean ended(Look look) {
    if (!look.shot().ended()) {
      return false;
    }
    talk.programEnded();
    if (turn.isInterruptWanted()) {
      finish(
          look.reading().said(), Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted"));
    } else if (look.reading().result() != null && sense != null) {
      finish(Wording.without(look.reading().result(), turn.id()), Outcome.COMPLETED);
    } else {
      crash("its program ended; its screen shows: " + look.tail(), look);
    }
    return true;
  }

  private void answer(Look look) throws InterruptedException {
    questions.ask(look);
    answered(look);
  }

  /**
   * Types an answer that is there, and sees whether it arrived. Whether there is one to wait for.
   */
  private boolean answered(Look look) throws InterruptedException {
    if (!questions.isOpen()) {
      return false;
    }
    if (!questions.shows(look)) {
      if (pressed == null) {
        questions.withdraw(); // somebody answered it at the terminal
      } else {
        questions.delivered();
      }
      pressed = null;
      return false;
    }
    Pressed typed = pressed;
    if (typed != null) {
      pressAgain(typed);
      return true;
    }
    Optional<Reply> reply = questions.answered();
    if (reply.isPresent()) {
      carryOut(reply.get());
    }
    return true;
  }

  private void pressAgain(Pressed typed) throws InterruptedException {
    if (talk.awake().since(typed.nanos()).compareTo(AGAIN) < 0) {
      return;
    }
    if (typed.times() >= MOST_PRESSES) {
      finish(
          "",
          Outcome.of(
              OutcomeCode.AGENT_ERROR,
              "its terminal does not take the answer to what it asks: attach to it, or choose"
                  + " another provider"));
      return;
    }
    press(typed.reply(), typed.times() + 1);
  }

  private void carryOut(Reply reply) throws InterruptedException {
    switch (reply) {
      case Reply.Press _, Reply.Type _ -> press(reply, 1);
      case Reply.Refuse refuse -> {
        report.denied(refuse.tool(), refuse.wanted());
        turn.say(new AgentEvent.PermissionDenied(refuse.tool(), refuse.why()));
        untoldDenial = refuse.why();
        press(reply, 1);
        if (refuse.interrupt()) {
          turn.interrupt();
        }
      }
      case Reply.Stale() -> questions.withdraw();
      case Reply.GiveUp(String question, boolean startup) -> {
        questions.withdraw();
        finish(
            startup ? "" : question,
            startup
                ? Outcome.of(
                    OutcomeCode.LAUNCH_REFUSED,
                    talk.cli().name()
                        + " asks as it starts, and nobody answers: "
                        + question.replaceAll("\\s+", " ")
                        + "; start it by hand in this directory once, or let questions wait with"
                        + " unattended = \"park\"")
                : report.done(question));
      }
    }
  }

  private void press(Reply reply, int times) throws InterruptedException {
    boolean typed = times == 1 || talk.cli().typing().again() || times % 2 == 0;
    pressed = new Pressed(reply, talk.awake().nanos(), times);
    if (!typed) {
      return;
    }
    switch (reply) {
      case Reply.Press(List<String> keys, String text) -> {
        if (!keys.isEmpty()) {
          talk.keys(keys);
        }
        if (text != null) {
          talk.pause().of(Duration.ofMillis(300));
          talk.send(text);
        }
      }
      case Reply.Refuse refuse ->
          talk.keys(refuse.keys().isEmpty() ? List.of("Escape") : refuse.keys());
      case Reply.Type(String text) -> {
        Look shown = talk.send(talk.asText(text));
        TurnSense seeing = sense;
        if (seeing != null) {
          seeing.sent(shown.content(), shown.reading().said());
        }
      }
      case Reply.Stale _, Reply.GiveUp _ -> {}
    }
  }

  private void over(Look look, TurnSense.Step.Over end, TurnSense seeing)
      throws InterruptedException {
    boolean ours = turn.isInterruptWanted() || turn.isBeingEnded();
    if (end.how() == TurnSense.How.INTERRUPTED && untoldDenial != null && !ours) {
      String why = untoldDenial;
      untoldDenial = null;
      String told = "That was not allowed: " + why + ". Go on without it, or end here.";
      Look shown = talk.send(told);
      seeing.sent(shown.content(), shown.reading().said());
      return;
    }
    switch (end.how()) {
      case DONE -> finish(end.output(), report.done(end.output()));
      case UNMARKED -> {
        report.notice(
            "the result block does not name its turn, as it was asked to: something else than the"
                + " agent may have printed it");
        finish(end.output(), report.done(end.output()));
      }
      case INTERRUPTED ->
          finish(
              end.output(),
              Outcome.of(
                  OutcomeCode.INTERRUPTED,
                  ours ? "the turn was interrupted" : "the turn was interrupted at the terminal"));
      case FAILED ->
          finish(
              look.reading().said(), report.failed(look.reading().state(), look.reading().line()));
    }
  }

  private void crash(String how, @Nullable Look look) {
    if (talk.isLeft()) {
      return; // the next daemon sees what becomes of it
    }
    String said = look == null ? "" : look.reading().said();
    Outcome outcome =
        turn.isInterruptWanted() && !turn.isBeingEnded()
            ? Outcome.of(OutcomeCode.INTERRUPTED, "the turn was interrupted")
            : Outcome.of(
                OutcomeCode.CRASHED, "the agent's terminal ended without a result: " + how);
    finish(said, outcome);
  }

  private void finish(String output, Outcome outcome) {
    if (turn.over()) {
      return;
    }
    Outcome told =
        turn.isBeingEnded()
            ? Outcome.of(
                OutcomeCode.STALLED,
                "the agent's screen stood still for longer than stall_timeout and it was ended")
            : outcome;
    if (questions.isOpen()) {
      questions.withdraw();
    }
    try {
      notes.result(turn.id(), new SessionNotes.Result(output, told));
    } catch (UncheckedIOException full) {
      LOG.warn(
          "what came of turn {} is not kept for a later daemon: {}", turn.id(), full.getMessage());
    }
    if (!output.isBlank()) {
      turn.say(new AgentEvent.Text(output));
    }
    over.accept(turn, report.of(output, told, null));
  }
}
