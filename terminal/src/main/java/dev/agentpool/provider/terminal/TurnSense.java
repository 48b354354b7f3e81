package dev.agentpool.provider.terminal;

import dev.agentpool.screen.Reading;
import dev.agentpool.session.ScreenState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the screens of one turn come to, one after the other. Nothing is believed before the screen
 * has stood still for a while, by the time that is handed in; and of a turn that was not seen to
 * begin no end is believed. Pure but for what it remembers; for one thread.
 */
final class TurnSense {
  /** A menu is drawn in pieces. */
  private static final Duration DRAWN = Duration.ofMillis(300);

  private static final Duration UNSENT = Duration.ofSeconds(2);
  private static final Duration UNANSWERED = Duration.ofSeconds(30);
  private static final int TIMES_UNMARKED = 5;
  private static final int MOST_SUBMITS = 3;

  private final String turn;
  private final TerminalCli.Endings endings;
  private final @Nullable String blockBefore;
  private String hash = "";
  private long changed;
  private int submits;
  private @Nullable String unsent;
  private @Nullable String saidBefore;
  private boolean begun;
  private boolean worked;
  private boolean interrupted;

  /**
   * @param blockBefore the newest result block as the turn began, which is not of this turn
   */
  TurnSense(String turn, TerminalCli.Endings endings, @Nullable String blockBefore, long nanos) {
    this.turn = turn;
    this.endings = endings;
    this.blockBefore = blockBefore;
    this.changed = nanos;
  }

  /** What to do. */
  sealed interface Step {
    record Wait() implements Step {}

    /** What was typed still stands there: it is to be sent off again. */
    record SubmitAgain() implements Step {}

    /** It waits for an answer. */
    record Asked() implements Step {}

    /**
     * The turn is over.
     *
     * @param how by which kind of evidence
     * @param output what the agent has to say for it
     */
    record Over(How how, String output) implements Step {}
  }

  /** How a turn ends. */
  enum How {
    DONE,
    /** By a block that does not name the turn, though it was asked to. */
    UNMARKED,
    INTERRUPTED,
    FAILED
  }

  private static final Step WAIT = new Step.Wait();

  /** Something shows that the agent has the prompt. */
  boolean begun() {
    return begun;
  }

  /**
   * The prompt was sent off.
   *
   * @param typed the screen with the prompt typed and not sent
   * @param said what the agent had said by then
   */
  void sent(String typed, String said) {
    unsent = typed;
    saidBefore = said;
    worked = false;
    hash = typed;
    submits = 0;
  }

  /** It has the prompt, as is known from elsewhere. */
  void began() {
    begun = true;
  }

  /** A key was pressed to stop it. */
  void interrupted() {
    interrupted = true;
  }

  /** Whether the screen is another than the last one. */
  boolean isNew(String seen) {
    return !seen.equals(hash);
  }

  Step step(Reading reading, String seen, long nanos) {
    if (isNew(seen)) {
      hash = seen;
      changed = nanos;
    }
    if (unsent != null && !unsent.equals(seen)) {
      begun = true;
    }
    Duration still = Duration.ofNanos(nanos - changed);
    return switch (reading.state()) {
      case BUSY, QUEUED -> {
        begun = true;
        worked = true;
        yield WAIT;
      }
      case APPROVAL, OVERAGE -> {
        begun = true;
        worked = true;
        yield still.compareTo(DRAWN) >= 0 ? new Step.Asked() : WAIT;
      }
      case QUESTION -> asked(reading, still);
      case COMPLETED -> completed(reading, still);
      case IDLE -> idle(reading, still);
      case INTERRUPTED -> settled(still) ? over(How.INTERRUPTED, reading.said()) : WAIT;
      case LIMIT, ERROR -> failed(reading, still);
      case UNKNOWN -> unknown(reading, still);
    };
  }

  private boolean settled(Duration still) {
    return still.compareTo(endings.settle()) >= 0;
  }

  private static Step over(How how, String output) {
    return new Step.Over(how, output);
  }

  private Step asked(Reading reading, Duration still) {
    if (reading.menu() != null) {
      begun = true;
      return still.compareTo(DRAWN) >= 0 ? new Step.Asked() : WAIT;
    }
    return begun && settled(still) ? new Step.Asked() : WAIT;
  }

  private Step completed(Reading reading, Duration still) {
    Optional<String> block = mine(reading);
    if (block.isEmpty()) {
      return reading.result() == null && settled(still)
          ? over(How.DONE, reading.line())
          : idle(reading, still);
    }
    begun = true;
    boolean named = !endings.byBlock() || !endings.marked() || Wording.names(block.get(), turn);
    if (named) {
      return settled(still) ? over(How.DONE, Wording.without(block.get(), turn)) : WAIT;
    }
    return still.compareTo(endings.settle().multipliedBy(TIMES_UNMARKED)) >= 0
        ? over(How.UNMARKED, block.get())
        : WAIT;
  }

  private Optional<String> mine(Reading reading) {
    String block = reading.result();
    boolean old = Objects.equals(block, blockBefore);
    return block == null || old ? Optional.empty() : Optional.of(block);
  }

  private Step idle(Reading reading, Duration still) {
    if (endings.byBlock() && !interrupted) {
      return unknown(reading, still);
    }
    boolean said = !reading.said().isBlank();
    boolean asTyped = hash.equals(unsent); // what was said before it is no answer to it
    boolean old = said && !worked && !interrupted && reading.said().equals(saidBefore);
    if ((asTyped || !said || old) && isTyped(reading) && submits < MOST_SUBMITS) {
      return again(reading, still);
    }
    if (old && still.compareTo(UNANSWERED) < 0) {
      return WAIT; // the same words may be its answer, if it never says others
    }
    if (begun || said) {
      begun = true;
      return settled(still) ? over(interrupted ? How.INTERRUPTED : How.DONE, reading.said()) : WAIT;
    }
    if (still.compareTo(UNANSWERED) >= 0) {
      return over(How.DONE, "");
    }
    return again(reading, still);
  }

  /** An Enter that came too soon after a paste was passed over. */
  private Step again(Reading reading, Duration still) {
    if (isTyped(reading)
        && submits < MOST_SUBMITS
        && still.compareTo(UNSENT.multipliedBy(submits + 1L)) >= 0) {
      submits++;
      return new Step.SubmitAgain();
    }
    return WAIT;
  }

  /** More than the sign at which one types. */
  private static boolean isTyped(Reading reading) {
    return reading.input() != null && reading.input().strip().length() > 1;
  }

  private Step failed(Reading reading, Duration still) {
    return reading.hard() && begun && settled(still) ? over(How.FAILED, reading.line()) : WAIT;
  }

  private Step unknown(Reading reading, Duration still) {
    if (interrupted && settled(still)) {
      return over(How.INTERRUPTED, reading.said());
    }
    return begun ? WAIT : again(reading, still);
  }

  /** Whether a reading shows work that only one with the prompt does. */
  static boolean shows(Reading reading) {
    return reading.state() == ScreenState.BUSY
        || reading.state() == ScreenState.QUEUED
        || reading.state().waits() && reading.menu() != null && !reading.menu().startup();
  }
}
