package dev.agentpool.provider.turn;

import java.util.HashSet;
import java.util.Set;

/** The tools that an agent uses in a turn. One thread writes at a time, any may ask. */
public final class ToolsInUse {
  private final Set<String> used = new HashSet<>();
  private final Set<String> running = new HashSet<>();
  private volatile int count;
  private volatile boolean any;

  /** Whether it is a new one. */
  public boolean begun(String use) {
    if (!used.add(use)) {
      return false;
    }
    running.add(use);
    count = used.size();
    any = true;
    return true;
  }

  public void ended(String use) {
    running.remove(use);
    any = !running.isEmpty();
  }

  /** Whether one runs. */
  public boolean running() {
    return any;
  }

  /** How many were used. */
  public int count() {
    return count;
  }
}
