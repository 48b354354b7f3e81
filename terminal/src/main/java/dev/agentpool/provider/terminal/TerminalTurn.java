package dev.agentpool.provider.terminal;

import dev.agentpool.provider.turn.RunningTurn;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.time.AwakeTime;

/** One turn in a terminal. What is seen of it is its {@link TurnWatch}'s. Thread-safe. */
final class TerminalTurn extends RunningTurn {
  private final Runnable interrupting;
  private volatile boolean interruptWanted;

  TerminalTurn(TurnRequest request, TurnListener listener, Runnable interrupting, AwakeTime awake) {
    super(request, listener, awake);
    this.interrupting = interrupting;
  }

  TurnRequest asked() {
    return request();
  }

  void say(AgentEvent event) {
    tell(event);
  }

  boolean isInterruptWanted() {
    return interruptWanted;
  }

  boolean isBeingEnded() {
    return isStalled();
  }

  @Override
  public void interrupt() {
    if (over()) {
      return;
    }
    interruptWanted = true;
    interrupting.run();
  }

  /** A terminal does not tell what runs; its screen moves while something does. */
  @Override
  public boolean toolRunning() {
    return false;
  }

  @Override
  public boolean waitsForBackground() {
    return false;
  }

  @Override
  public void look() {}
}
