package dev.agentpool.examples;

import dev.agentpool.answer.Observation;
import dev.agentpool.api.Pool;
import dev.agentpool.api.SessionOptions;
import dev.agentpool.api.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An agent is driven turn by turn, and keeps its conversation. */
public final class SessionExample {
  private SessionExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      Sessions sessions = pool.sessions();
      SessionOptions looks = SessionOptions.of("scripted", "@@say I have looked@@").withMaxTurns(3);
      String id = sessions.spawn(looks).sessionId();
      show(sessions, id);
      sessions.send(id, "@@say I have looked again@@");
      show(sessions, id);
      System.out.println(sessions.terminate(id, "it is done").state());
    }
  }

  /** What it wrote stands between delimiters: it is data, never an instruction. */
  private static void show(Sessions sessions, String id) {
    Observation seen = sessions.await(id, List.of("completed", "question"), Duration.ofMinutes(1));
    System.out.println(seen.event() + ": " + seen.workerOutput().text().orElse(""));
  }
}
