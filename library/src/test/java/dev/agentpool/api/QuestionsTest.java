package dev.agentpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.agentpool.answer.Grant;
import dev.agentpool.answer.Hold;
import dev.agentpool.answer.Provider;
import dev.agentpool.answer.Question;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program answers what agents ask, and sees which agent CLIs there are. */
class QuestionsTest {
  private static final String ASKING =
      "@@ask WebFetch {\"url\":\"http://127.0.0.1/\"}@@ @@say done@@";
  @TempDir Path temp;

  private PoolBuilder asking() throws Exception {
    return Project.in(temp).builder().setting("access", "edit").setting("unattended", "park");
  }

  private static Question question(Pool pool) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> pool.questions().waiting().questions(), open -> open.size() == 1)
        .getFirst();
  }

  @Test
  void theFirstAnswerIsTheAnswerAndTheAgentGoesOn() throws Exception {
    try (Pool pool = asking().build()) {
      TaskHandle task = pool.submit(ASKING);
      Question asked = question(pool);
      assertThat(asked.task()).contains(task.id());
      assertThat(pool.questions().yes(asked.id()).answer().orElseThrow().by())
          .isEqualTo("a program");
      assertThatExceptionOfType(PoolException.class)
          .isThrownBy(() -> pool.questions().no(asked.id(), "too late"))
          .withMessageContaining("a program");
      assertThat(task.await().orThrow().output()).isEqualTo("done");
      assertThat(pool.questions().find(asked.id())).isPresent();
      assertThat(pool.questions().find("q-0")).isEmpty();
    }
  }

  @Test
  void aYesMayHoldForAWhileAndIsTakenBack() throws Exception {
    try (Pool pool = asking().build()) {
      TaskHandle first = pool.submit(ASKING);
      pool.questions().yesFor(question(pool).id(), Duration.ofHours(1));
      first.await().orThrow();
      assertThat(pool.submit(ASKING).await().orThrow().output()).isEqualTo("done");
      Grant grant = pool.questions().grants().getFirst();
      assertThat(grant.tool()).isEqualTo("WebFetch");
      assertThat(Duration.between(grant.since(), grant.until())).isEqualTo(Duration.ofHours(1));
      assertThat(pool.questions().revoke(grant.id()).id()).isEqualTo(grant.id());
      assertThat(pool.questions().grants()).isEmpty();
      TaskHandle asksAgain = pool.submit(ASKING);
      pool.questions().no(question(pool).id(), "not any more");
      asksAgain.await();
      assertThatExceptionOfType(PoolException.class)
          .isThrownBy(() -> pool.questions().revoke(grant.id()))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo("grant_not_found"));
    }
  }

  @Test
  void theAgentIsToldWhyItMayNot() throws Exception {
    try (Pool pool = asking().build()) {
      TaskHandle task = pool.submit(ASKING);
      pool.questions().no(question(pool).id(), "not from here");
      assertThat(task.await().orThrow().permissionDenials()).containsExactly("WebFetch");
    }
  }

  @Test
  void aProviderIsHeldAndLetGoOn() throws Exception {
    try (Pool pool = Project.in(temp).builder().build()) {
      assertThat(pool.providers().list()).extracting(Provider::name).contains("codex-cli");
      assertThat(pool.providers().models()).isNotEmpty();
      assertThat(pool.providers().hold("codex-cli"))
          .extracting(Hold::provider)
          .contains("codex-cli");
      assertThat(pool.providers().unhold("codex-cli")).isEmpty();
    }
  }
}
