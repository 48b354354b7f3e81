package dev.agentpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentpool.answer.LiveSessionInfo;
import dev.agentpool.answer.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program drives an agent turn by turn. */
class SessionsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir Path temp;

  private static Observation done(Pool pool, String id) {
    return pool.sessions().await(id, List.of("completed"), SOON);
  }

  @Test
  void turnsFollowEachOtherUntilItIsEndedOnce() throws Exception {
    try (Pool pool = Project.in(temp).builder().build()) {
      Sessions sessions = pool.sessions();
      SessionOptions options =
          SessionOptions.of("scripted", "@@say one@@")
              .withMetadata(Map.of("ticket", 7))
              .withMaxTurns(2)
              .withIdempotencyKey("k");
      String id = sessions.spawn(options).sessionId();
      assertThat(sessions.spawn(options).sessionId()).isEqualTo(id);
      assertThat(done(pool, id).workerOutput().text().orElseThrow()).contains("one");
      assertThat(sessions.send(id, "@@say two@@").deliveredAs()).isEqualTo("turn");
      assertThat(done(pool, id).workerOutput().text().orElseThrow()).contains("two");
      LiveSessionInfo shown = sessions.find(id).orElseThrow();
      assertThat(shown.metadata()).containsEntry("ticket", 7).containsEntry("max_turns", 2);
      assertThat(sessions.list()).extracting(LiveSessionInfo::id).containsExactly(id);
      assertThat(sessions.park(id).seat()).isEqualTo("parked");
      assertThat(sessions.attach(id).attachKind()).isEqualTo("view");
      assertThat(sessions.terminate(id, "over").alreadyTerminated()).isFalse();
      assertThat(sessions.terminate(id, "over").alreadyTerminated()).isTrue();
      assertThat(sessions.look(id).state()).isEqualTo("CANCELLED");
      assertThat(sessions.find("ap_000000000000")).isEmpty();
    }
  }

  @Test
  void interruptEndsTheTurnAloneAndARefusalHasItsCode() throws Exception {
    try (Pool pool = Project.in(temp).builder().build()) {
      Sessions sessions = pool.sessions();
      String id = sessions.spawn(SessionOptions.of("scripted", "@@hang@@")).sessionId();
      sessions.await(id, List.of("running"), SOON);
      assertThat(sessions.interrupt(id)).isEqualTo("IDLE");
      assertThat(sessions.await(id, List.of("completed"), SOON).event()).isEqualTo("idle");
      assertThat(sessions.await(id, List.of("running"), Duration.ofMillis(100)).event())
          .isEqualTo("timeout");
      assertThatExceptionOfType(PoolException.class)
          .isThrownBy(() -> sessions.keys(id, List.of("Up")))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo("policy_blocked"));
      assertThatExceptionOfType(PoolException.class)
          .isThrownBy(() -> sessions.spawn(SessionOptions.of("nobody", "x")))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo("provider_not_found"));
    }
  }
}
