package dev.agentpool.daemon;

/**
 * One thing that an agent with a shell may try.
 *
 * @param name what it tries, as a sentence
 * @param script for {@code sh}, run in the agent's workspace; {@code $P} the project, {@code $U}
 *     the user's home, {@code $AP} agentpool's own folder, {@code $D} the daemon's pid, {@code $G}
 *     the worktree's own git directory; it prints ESCAPED when something was had that leaves no
 *     trace in the user's files
 * @param worksWithoutWalls whether it does its harm where there are no walls, in the test's own
 *     folders only, so that it can show that the test can fail
 */
record Attack(String name, String script, boolean worksWithoutWalls) {
  static Attack of(String name, String script) {
    return new Attack(name, script, true);
  }

  /** Harmful to the machine, or denied by something else as well. */
  static Attack walledOnly(String name, String script) {
    return new Attack(name, script, false);
  }

  @Override
  public String toString() {
    return name;
  }
}
