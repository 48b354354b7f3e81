package dev.agentpool.session;

/**
 * Hears what an agent says during a turn, in order, on one thread at a time; must return quickly.
 */
@FunctionalInterface
public interface TurnListener {
  void heard(AgentEvent event);
}
