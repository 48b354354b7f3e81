package dev.agentpool.process;

import java.nio.file.Path;

/** Where the process at the other end of a unix socket is, as the kernel tells it. */
public sealed interface Peer {
  /** In no session: a person's, or what a person started. */
  record Outside() implements Peer {}

  /** In a session of this host, however deep. */
  record InSession(Path folder) implements Peer {}

  /**
   * It cannot be said, or it is in something that this host does not look after. Never to be taken
   * for a person.
   *
   * @param why for people, a clause
   */
  record Unclear(String why) implements Peer {}
}
