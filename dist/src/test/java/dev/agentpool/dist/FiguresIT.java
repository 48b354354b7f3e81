package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.dist.Program.Done;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A smoke test and figures, as a person types them. */
class FiguresIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  @TempDir Path scratch;
  private Image image;
  private Path project;

  @BeforeEach
  void start() {
    image = new Image(scratch);
    project = image.project();
  }

  @AfterEach
  void stop() {
    image.close();
  }

  private JsonNode json(int code, String... line) {
    Done done = image.run(project, line);
    assertThat(done.exitCode()).as(done.err() + done.out()).isEqualTo(code);
    return JSON.readTree(done.out());
  }

  private String sessions() {
    return image.run(project, "sessions", "--json").out();
  }

  @Test
  void aSmokeTestGoesThroughAWholeSessionAndItsFiguresAreTold() throws Exception {
    JsonNode fake = json(0, "smoke", "--json");
    assertThat(fake.get("question_event").asString()).isEqualTo("question");
    assertThat(fake.get("completed_event").asString()).isEqualTo("completed");
    assertThat(fake.get("git_dirty").asBoolean()).isFalse();
    assertThat(Path.of(fake.get("artifact_dir").asString())).isDirectory();
    JsonNode scripted = json(0, "smoke", "--provider", "scripted", "--json");
    assertThat(scripted.get("completion_verified").asBoolean()).isTrue();
    assertThat(scripted.get("isolation").asString()).isEqualTo("read_only");
    assertThat(json(1, "smoke", "--provider", "fake-completed", "--json").get("ok").asBoolean())
        .isFalse();
    assertThat(JSON.readTree(sessions()).get("sessions").valueStream())
        .hasSize(3)
        .allSatisfy(session -> assertThat(session.get("ended_at").isNull()).isFalse());

    assertThat(json(0, "stats", "--json").get("sessions").get("total").asInt()).isEqualTo(3);
    assertThat(image.run(project, "stats", "--plain").out())
        .contains("schema_version=stats/v1\n", "sessions.total=3\n", "walls.hit=\n");
    assertThat(image.run(project, "stats").out()).startsWith("Figures of last 7d\n");
    assertThat(image.run(project, "stats", "--share", "cards/week.png").out())
        .isEqualTo(project.resolve("cards/week.png") + "\n");
    assertThat(ImageIO.read(project.resolve("cards/week.png").toFile()).getWidth()).isEqualTo(1200);
  }

  @Test
  void anInterruptEndsTheSessionThatWasTried() throws Exception {
    try (Program smoke = image.start(project, "smoke", "--provider", "fake-idle", "--json")) {
      await().atMost(Duration.ofSeconds(60)).until(() -> sessions().contains("\"fake-idle\""));
      new ProcessBuilder("kill", "-INT", Long.toString(smoke.pid())).start().waitFor();
      assertThat(smoke.done().exitCode()).isNotZero();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            JSON.readTree(sessions())
                .get("sessions")
                .valueStream()
                .noneMatch(session -> session.get("ended_at").isNull()));
    assertThat(Files.exists(scratch.resolve(".cache/agentpool/smoke/.git"))).isTrue();
  }

  @Test
  void aRealAgentIsAskedOnlyWhenThatIsSaidAndWrongWordsAreUsage() {
    Done real = image.run(project, "smoke", "--provider", "claude-code", "--json");
    assertThat(real.exitCode()).isEqualTo(3);
    assertThat(real.err()).contains("POLICY_BLOCKED", "agentpool inventory --json");
    assertThat(image.run(project, "smoke", "--timeout", "0").exitCode()).isEqualTo(2);
    assertThat(image.run(project, "stats", "--since", "soon").exitCode()).isEqualTo(2);
    assertThat(image.run(project, "stats", "--json", "--plain").exitCode()).isEqualTo(2);
    assertThat(image.run(project, "stats", "--from", "2026-01-01").err())
        .contains("try: agentpool stats --since 7d --json");
  }
}
