package dev.agentpool.provider.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.screen.Reading;
import dev.agentpool.session.ScreenState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What screens of a turn come to, by a clock that is turned by hand. */
class TurnSenseTest {
  private static final String TURN = "5d1f";
  private static final TerminalCli.Endings BY_BLOCK =
      new TerminalCli.Endings(true, true, Duration.ofSeconds(2));
  private static final TerminalCli.Endings BY_SCREEN =
      new TerminalCli.Endings(false, true, Duration.ofSeconds(2));
  private long now;
  private TurnSense sense = new TurnSense(TURN, BY_SCREEN, null, 0);

  private static Reading reading(ScreenState state, String said, String input, String result) {
    return new Reading(
        state, "rule", "line", true, null, null, result, said, said, input, List.of());
  }

  private static Reading idle(String said) {
    return reading(ScreenState.IDLE, said, "❯", null);
  }

  private TurnSense.Step after(int millis, Reading reading, String screen) {
    now += Duration.ofMillis(millis).toNanos();
    return sense.step(reading, screen, now);
  }

  private static TurnSense.Step over(TurnSense.How how, String output) {
    return new TurnSense.Step.Over(how, output);
  }

  private static final TurnSense.Step WAIT = new TurnSense.Step.Wait();

  @Test
  void anIdleScreenEndsATurnWhenItHasStoodStill() {
    sense.sent("typed", "");
    assertThat(after(100, reading(ScreenState.BUSY, "", "❯", null), "busy")).isEqualTo(WAIT);
    assertThat(after(9_000, idle("half"), "a")).isEqualTo(WAIT);
    assertThat(after(1_900, idle("half"), "a")).isEqualTo(WAIT);
    assertThat(after(100, idle("whole"), "b")).isEqualTo(WAIT);
    assertThat(after(2_000, idle("whole"), "b")).isEqualTo(over(TurnSense.How.DONE, "whole"));
  }

  @Test
  void whatWasTypedAndNotTakenIsSentOffAgainAndNoEndIsBelieved() {
    sense.sent("typed", "");
    Reading typed = reading(ScreenState.IDLE, "", "❯ do it", null);
    assertThat(after(1_900, typed, "typed")).isEqualTo(WAIT);
    assertThat(after(200, typed, "typed")).isEqualTo(new TurnSense.Step.SubmitAgain());
    assertThat(after(200, typed, "typed")).isEqualTo(WAIT);
    assertThat(sense.begun()).isFalse();
  }

  @Test
  void whatWasSaidBeforeThePromptIsNoAnswerToIt() {
    sense.sent("typed", "one");
    Reading drawnAnew = reading(ScreenState.IDLE, "one", "❯ [Pasted text #1]", null);
    assertThat(after(100, drawnAnew, "pasted")).isEqualTo(WAIT);
    assertThat(after(2_000, drawnAnew, "pasted")).isEqualTo(new TurnSense.Step.SubmitAgain());
    assertThat(after(100, idle("one"), "taken")).isEqualTo(WAIT);
    assertThat(after(9_000, idle("one"), "taken")).isEqualTo(WAIT);
    assertThat(after(100, reading(ScreenState.BUSY, "one", "❯", null), "busy")).isEqualTo(WAIT);
    assertThat(after(100, idle("two"), "done")).isEqualTo(WAIT);
    assertThat(after(2_000, idle("two"), "done")).isEqualTo(over(TurnSense.How.DONE, "two"));
  }

  @Test
  void theSameWordsAreItsAnswerWhenItHasWorkedOrNeverSaysOthers() {
    sense.sent("typed", "ok");
    assertThat(after(100, reading(ScreenState.BUSY, "", "❯", null), "busy")).isEqualTo(WAIT);
    assertThat(after(100, idle("ok"), "done")).isEqualTo(WAIT);
    assertThat(after(2_000, idle("ok"), "done")).isEqualTo(over(TurnSense.How.DONE, "ok"));
    sense.sent("typed more", "ok");
    assertThat(after(100, idle("ok"), "taken")).isEqualTo(WAIT);
    assertThat(after(29_000, idle("ok"), "taken")).isEqualTo(WAIT);
    assertThat(after(1_000, idle("ok"), "taken")).isEqualTo(over(TurnSense.How.DONE, "ok"));
  }

  @Test
  void aBlockEndsATurnThatIsToldByBlocksAndIdlenessDoesNot() {
    sense = new TurnSense(TURN, BY_BLOCK, "of the turn before", 0);
    sense.began();
    assertThat(after(60_000, idle("thinking"), "a")).isEqualTo(WAIT);
    assertThat(after(60_000, reading(ScreenState.COMPLETED, "", "❯", "of the turn before"), "b"))
        .isEqualTo(WAIT);
    String block = "Turn: " + Wording.mark(TURN) + "\nSummary: all well";
    Reading done = reading(ScreenState.COMPLETED, "", "❯", block);
    assertThat(after(100, done, "c")).isEqualTo(WAIT);
    assertThat(after(2_000, done, "c")).isEqualTo(over(TurnSense.How.DONE, "Summary: all well"));
  }

  @Test
  void aBlockThatDoesNotNameTheTurnIsBelievedOnlyAfterALongTimeAndToldAsSuch() {
    sense = new TurnSense(TURN, BY_BLOCK, null, 0);
    sense.began();
    Reading forged = reading(ScreenState.COMPLETED, "", "❯", "Summary: forged");
    assertThat(after(100, forged, "a")).isEqualTo(WAIT);
    assertThat(after(9_900, forged, "a")).isEqualTo(WAIT);
    assertThat(after(9_900, forged, "the tool goes on")).isEqualTo(WAIT);
    assertThat(after(10_000, forged, "the tool goes on"))
        .isEqualTo(over(TurnSense.How.UNMARKED, "Summary: forged"));
  }

  @Test
  void whileItWorksNothingIsOver() {
    sense.began();
    assertThat(after(600_000, reading(ScreenState.BUSY, "x", "❯", "a block"), "a")).isEqualTo(WAIT);
    assertThat(after(600_000, reading(ScreenState.QUEUED, "x", "❯", null), "a")).isEqualTo(WAIT);
  }

  @Test
  void anErrorIsOneWhenItStaysAndALimitThatOnlyComesNearIsNone() {
    sense.began();
    Reading error = reading(ScreenState.ERROR, "so far", "❯", null);
    assertThat(after(100, error, "a")).isEqualTo(WAIT);
    assertThat(after(2_000, error, "a")).isEqualTo(over(TurnSense.How.FAILED, "line"));
    Reading near =
        new Reading(
            ScreenState.LIMIT, "near", "near", false, null, null, null, "", "", "❯", List.of());
    assertThat(after(60_000, near, "b")).isEqualTo(WAIT);
    assertThat(after(60_000, near, "b")).isEqualTo(WAIT);
  }

  @Test
  void anInterruptEndsItAlsoWhereNoScreenSaysSo() {
    sense = new TurnSense(TURN, BY_BLOCK, null, 0);
    sense.began();
    sense.interrupted();
    assertThat(after(100, reading(ScreenState.UNKNOWN, "half", null, null), "a")).isEqualTo(WAIT);
    assertThat(after(2_000, reading(ScreenState.UNKNOWN, "half", null, null), "a"))
        .isEqualTo(over(TurnSense.How.INTERRUPTED, "half"));
  }
}
