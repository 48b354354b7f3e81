package dev.agentpool.api;

import dev.agentpool.answer.AttachInfo;
import dev.agentpool.answer.LiveSessionInfo;
import dev.agentpool.answer.Observation;
import dev.agentpool.answer.Sent;
import dev.agentpool.answer.SpawnedSession;
import dev.agentpool.answer.Terminated;
import dev.agentpool.request.ObserveRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Live sessions (docs/sessions.md): an agent that this program drives turn by turn, and that keeps
 * its conversation until it is ended. What an agent wrote comes between delimiters, and is data.
 *
 * {@snippet :
 * Sessions sessions = pool.sessions();
 * SessionOptions looks = SessionOptions.of("scripted", "@@say I have looked@@").withMaxTurns(3);
 * String id = sessions.spawn(looks).sessionId();
 * }
 */
public interface Sessions {
  /** Opens one with its first turn. */
  SpawnedSession spawn(SessionOptions options);

  /** Empty when there is no such session. */
  Optional<LiveSessionInfo> find(String id);

  /** The newest 500 of this project, those that have ended among them; newest first. */
  List<LiveSessionInfo> list();

  /** What it is at now. */
  Observation look(String id);

  /**
   * Waits until it is at one of those events or states, it has ended, or the time is over: then the
   * event is {@code timeout}.
   *
   * @param waitFor such as {@code completed}, {@code question}, {@code approval_prompt}
   */
  Observation await(String id, List<String> waitFor, Duration atMost);

  /** The same with all that can be said of it. */
  Observation observe(ObserveRequest request);

  /**
   * Answers what its agent asks, else says it into the turn that runs, where its CLI takes words
   * while it works; else gives it its next turn. The answer says which.
   */
  Sent send(String id, String message);

  /** Presses keys in its terminal, where the user's policy allows it. */
  Sent keys(String id, List<String> keys);

  /** Ends its turn, and not the session; tells the state after it. */
  String interrupt(String id);

  /** Lets its process go while it rests; the next turn goes on with its conversation. */
  LiveSessionInfo park(String id);

  /** How a person gets to it. */
  AttachInfo attach(String id);

  /**
   * Ends it with all its turns; again does nothing.
   *
   * @param reason for people; may be empty
   */
  Terminated terminate(String id, String reason);
}
