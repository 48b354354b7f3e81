package dev.agentpool.provider.terminal;

import dev.agentpool.process.Child;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.terminal.tmux.Tmux;
import dev.agentpool.terminal.tmux.TmuxException;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** One terminal: what is typed into it, and how one waits for what it then shows. Thread-safe. */
final class TerminalTalk {
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMillis(50);

  /** What is longer may be taken for a piece that was pasted. */
  private static final int SHORT = 300;

  private static final int FEW_LINES = 2;
  private static final Duration DRAWN = Duration.ofMillis(200);
  private static final int REDRAWS = 10;

  private final Child child;
  private final Tmux tmux;
  private final TerminalCli cli;
  private final TerminalTerms terms;
  private final AwakeTime awake;
  private final Pause pause;
  private final BooleanSupplier left;
  private volatile String asked = "";
  private volatile boolean programEnded;

  /**
   * @param left whether this daemon has let go of all of them
   */
  TerminalTalk(
      Child child,
      TerminalCli cli,
      TerminalTerms terms,
      AwakeTime awake,
      Pause pause,
      BooleanSupplier left) {
    this.left = left;
    this.child = child;
    this.cli = cli;
    this.terms = terms;
    this.tmux = new Tmux(terms.tmux(), child.folder());
    this.awake = awake;
    this.pause = pause;
  }

  /** Whether this daemon has let go of it: whatever comes is the next one's. */
  boolean isLeft() {
    return left.getAsBoolean();
  }

  /** What runs in the terminal was seen to be over; the terminal is still there. */
  void programEnded() {
    programEnded = true;
  }

  boolean alive() {
    return !programEnded && child.alive();
  }

  Child child() {
    return child;
  }

  Tmux tmux() {
    return tmux;
  }

  TerminalCli cli() {
    return cli;
  }

  TerminalTerms terms() {
    return terms;
  }

  AwakeTime awake() {
    return awake;
  }

  Pause pause() {
    return pause;
  }

  /** Throws {@link TmuxException}. */
  Look look() {
    return look(LOOK);
  }

  Look look(Duration patience) {
    return Look.of(tmux.shot(patience), cli, asked);
  }

  /** From now on this is what the agent was asked. */
  void asks(String prompt) {
    asked = prompt.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
  }

  void submit() {
    tmux.keys(cli.typing().submit());
  }

  /** Types a text, gives the program time to show it, and sends it off; what it then showed. */
  Look send(String text) throws InterruptedException {
    boolean isLong = text.lines().count() > FEW_LINES || text.length() > SHORT;
    if (!cli.typing().lead().isEmpty() && isLong) {
      type(cli.typing().lead());
    }
    Look typed = type(text);
    submit();
    return typed;
  }

  /** What it shows once all of it is drawn: what is drawn later would be taken for an answer. */
  private Look type(String text) throws InterruptedException {
    String before = look().content();
    tmux.paste(text);
    Look typed = await(look -> !look.content().equals(before), Duration.ofSeconds(2));
    for (int n = 0; n < REDRAWS; n++) {
      pause.of(DRAWN);
      Look now = look();
      if (now.content().equals(typed.content())) {
        break;
      }
      typed = now;
    }
    return typed;
  }

  /** What is seen when it is so, or when that much time has passed. */
  Look await(Predicate<Look> wanted, Duration atMost) throws InterruptedException {
    long began = awake.nanos();
    Look look = look();
    while (!wanted.test(look) && awake.since(began).compareTo(atMost) < 0) {
      pause.of(SOON);
      look = look();
    }
    return look;
  }

  /** A text that begins like a command of the program's is one no more. */
  String asText(String text) {
    String begins = text.stripLeading();
    boolean command = !begins.isEmpty() && cli.typing().commands().indexOf(begins.charAt(0)) >= 0;
    return command ? "This is the task, word for word:\n" + text : text;
  }

  static ProviderException gone(TmuxException why) {
    return new ProviderException(
        OutcomeCode.CRASHED, "the session's terminal cannot be used: " + why.getMessage(), why);
  }

  void keys(List<String> keys) {
    tmux.keys(keys);
  }
}
