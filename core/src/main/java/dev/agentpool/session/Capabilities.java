package dev.agentpool.session;

import dev.agentpool.settings.Access;
import java.util.Map;
import java.util.Set;

/**
 * What agentpool can do with an agent CLI, as facts of the provider and not of one installation.
 *
 * @param protocol how one talks with it: {@code stream-json}, {@code app-server}, {@code acp},
 *     {@code terminal}
 * @param resumes whether a conversation can be gone on with in another process
 * @param steers whether it takes words while it works
 * @param asks whether it asks for permission, and waits for the answer
 * @param spending what it says of what a turn has cost
 * @param schema whether it can be held to a schema of the answer
 * @param sandbox whether it has walls of its own around what its tools run
 * @param access what it can be held to, each with what holds it, for people
 */
public record Capabilities(
    String protocol,
    boolean resumes,
    boolean steers,
    boolean asks,
    Spending spending,
    boolean schema,
    boolean sandbox,
    Map<Access, String> access) {
  public Capabilities {
    access = Map.copyOf(access);
  }

  /** What a CLI says of the money. */
  public enum Spending {
    /** Its own dollars, which win over every table. */
    DOLLARS,
    /** Tokens, of which a price table makes dollars. */
    TOKENS,
    /** Nothing that can be relied on. */
    NOTHING
  }

  /**
   * Whether it is heard before a tool of its own writes a file. Codex writes in its workspace
   * unasked, and of a terminal nobody hears; what a command writes is heard of none.
   */
  public boolean hearsWrites() {
    return asks && !protocol.equals("app-server") && !protocol.equals("terminal");
  }

  /** The accesses that it can be held to. */
  public Set<Access> enforces() {
    return access.keySet();
  }
}
