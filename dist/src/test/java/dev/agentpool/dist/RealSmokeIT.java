package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.dist.Program.Done;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A smoke test with the real Claude CLI, as a person types it. */
@Tag("real")
class RealSmokeIT {
  @TempDir Path scratch;
  private Image image;
  private Claude claude;

  @BeforeEach
  void takeTheImage() throws IOException {
    image = new Image(scratch);
    claude = new Claude(image, scratch);
  }

  @AfterEach
  void leaveNothingBehind() {
    image.close();
    claude.close();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(image.processes()).isEmpty());
  }

  @Test
  void aRealAgentSaysTheWordThatItIsToldAndChangesNothing() {
    Done done =
        image.run(scratch, "smoke", "--provider", "claude-code", "--real-read-only", "--json");
    JsonNode result = Claude.json(done.out());
    assertThat(done.exitCode()).as("%s", done).isZero();
    assertThat(result.get("ok").asBoolean()).isTrue();
    assertThat(result.get("completion_verified").asBoolean()).isTrue();
    assertThat(result.get("provider_id").asString()).isEqualTo("claude-code");
    assertThat(result.get("git_dirty").asBoolean()).isFalse();
    assertThat(result.get("final_event").asString()).isEqualTo("completed");
    assertThat(result.get("blocked_reason").isNull()).isTrue();
    for (String step : new String[] {"spawn", "send", "collect", "terminate"}) {
      assertThat(result.get("lifecycle").get(step).asBoolean()).as(step).isTrue();
    }
    JsonNode session =
        Claude.json(
                image
                    .run(scratch, "session", "show", result.get("session_id").asString(), "--json")
                    .out())
            .get("session");
    assertThat(session.get("ended_at").isNull()).isFalse();
  }

  @Test
  void withoutTheWordThatItMayCostMoneyNoRealAgentIsAsked() {
    Done done = image.run(scratch, "smoke", "--provider", "claude-code", "--json");
    assertThat(done.exitCode()).isEqualTo(3);
    assertThat(done.err()).contains("\"control_code\":\"POLICY_BLOCKED\"", "--real-read-only");
  }
}
