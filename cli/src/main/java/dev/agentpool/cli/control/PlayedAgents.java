package dev.agentpool.cli.control;

/** Agents of agentpool's own that only play one: they cost nothing and have no limits. */
public final class PlayedAgents {
  private PlayedAgents() {}

  public static boolean is(String provider) {
    return provider.startsWith("fake-");
  }
}
