package dev.agentpool.live;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Something that was said to a live session while its turn runs, and that its agent has not shown
 * to have heard. What it has not heard when the turn is over is the next turn.
 *
 * @param n which of all that was said to the session it is; no two have the same
 * @param by who says it, for people
 */
public record Word(SessionId session, int n, String by, String text) {

  /** The name under which the agent is told, the same whoever tells it: a UUID. */
  public String id() {
    String name = "word " + n + " of " + session;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
