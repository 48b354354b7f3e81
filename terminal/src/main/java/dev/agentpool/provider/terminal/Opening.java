package dev.agentpool.provider.terminal;

import dev.agentpool.provider.turn.AgentProcess;
import dev.agentpool.provider.words.ApiWords;
import dev.agentpool.session.Launch;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.ScreenState;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.terminal.tmux.Tmux;
import dev.agentpool.terminal.tmux.TmuxException;
import java.time.Duration;
import java.util.List;

/**
 * Opens the terminal of a session whose tmux was just started, and waits until it shows something.
 */
final class Opening {
  private static final Duration SOON = Duration.ofMillis(20);

  /** Within which a CLI that only says why it cannot run is gone again. */
  private static final Duration SAID_AND_GONE = Duration.ofMillis(150);

  private final TerminalTalk talk;
  private final Duration patience;

  Opening(TerminalTalk talk, Duration patience) {
    this.talk = talk;
    this.patience = patience;
  }

  /**
   * @throws ProviderException when it never will
   */
  void open(Launch launch) throws InterruptedException {
    Tmux tmux = talk.tmux();
    long began = talk.awake().nanos();
    while (!tmux.answers()) {
      if (!talk.child().alive() || talk.awake().since(began).compareTo(patience) > 0) {
        throw unusable("its tmux did not start: " + ending() + talk.child().errorTail(500));
      }
      talk.pause().of(SOON);
    }
    boolean later = talk.cli().typing().asArgument() && launch.resume() == null;
    try {
      tmux.open(
          talk.terms().size(),
          launch.workingDirectory(),
          later ? List.of("/bin/true") : PaneScript.command(talk.child().folder()));
      if (!later) {
        awaitScreen();
      }
    } catch (TmuxException failed) {
      throw unusable(String.valueOf(failed.getMessage()));
    }
  }

  private void awaitScreen() throws InterruptedException {
    Look look = talk.await(seen -> !seen.shot().text().isBlank() || seen.shot().ended(), patience);
    if (!look.shot().ended()) {
      talk.pause().of(SAID_AND_GONE);
    }
    if (look.shot().ended() || PaneScript.hasEnded(talk.child().folder())) {
      if (look.reading().state() == ScreenState.ERROR && ApiWords.isLoggedOut(look.tail())) {
        throw new ProviderException(
            OutcomeCode.AUTH_FAILED, ApiWords.loggedOut(look.tail()).message(), null);
      }
      throw unusable("the agent CLI ended at once; it said: " + look.tail());
    }
    if (look.shot().text().isBlank()) {
      throw unusable("the agent CLI showed nothing for " + patience.toSeconds() + " s");
    }
  }

  private String ending() {
    return talk.child().exit().map(AgentProcess::shown).orElse("it says nothing") + "; ";
  }

  private static ProviderException unusable(String message) {
    return new ProviderException(
        OutcomeCode.PROVIDER_UNUSABLE,
        message + ". Try the same command by hand: agentpool doctor",
        null);
  }
}
