package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import dev.agentpool.testkit.ModelRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several live sessions of the real Claude CLI at once, and the daemon killed under them: each has
 * its own conversation, and the model is told each prompt once. 20 of them with {@code
 * -Dcrowd.real=20}.
 */
@Tag("real")
class RealClaudeCrowdTest {
  private static final int SESSIONS = Integer.getInteger("crowd.real", 6);
  private static final int KILLS = Integer.getInteger("crowd.kills", 2);
  private static final int STEPS_OF_ONE = 9;
  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    api = FakeModelApi.start();
    daemon = new DaemonProcess(temp).withClaude(temp, api);
    Files.writeString(
        daemon.home().resolve("config.toml"), "[sessions]\nmax_parallel_sessions = 50\n");
    daemon.start();
    project = DaemonProcess.project(temp, "slots = 1\n");
    Git.begin(project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  private void life(SessionCrowd.Driver driver) throws Exception {
    int number = driver.number();
    driver.spawn(
        "claude-code",
        "session " + number + " begins @@say first@@",
        Map.of("isolation", "shared", "role", "custom"));
    driver.await("completed");
    String second =
        driver.say(
            "second",
            "second of "
                + number
                + " @@tool Bash {\"command\":\"curl -s http://127.0.0.1:9/; echo s"
                + number
                + " >> effect\"}@@ @@say the second@@");
    driver.answer("yes");
    driver.result(second, "the second");
    driver.result(driver.say("third", "third of " + number + " @@say the third@@"), "the third");
    driver.collect();
    driver.post("terminate", Map.of());
  }

  @Test
  void eachHasItsConversationAndEachPromptIsToldOnceOverKills() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    SessionCrowd crowd = new SessionCrowd(daemon);
    int[] moments =
        new Random(seed).ints(KILLS, SESSIONS, SESSIONS * STEPS_OF_ONE).sorted().toArray();
    List<SessionCrowd.Driver> drivers;
    try (Figures figures = new Figures(daemon, crowd);
        Kills _ = new Kills(daemon, crowd, moments)) {
      drivers = crowd.play(SESSIONS, List.of(project), this::life);
      System.out.println(figures);
    }
    Set<String> conversations = new HashSet<>();
    for (SessionCrowd.Driver driver : drivers) {
      int number = driver.number();
      assertThat(driver.shown().get("state").asString()).isEqualTo("CANCELLED");
      assertThat(told("second of " + number + " ")).as("with its tool").hasSize(2);
      assertThat(told("third of " + number + " ")).hasSize(1);
      Set<String> of =
          api.requests().stream()
              .filter(request ->
                  request.promptExcerpt().startsWith("second of " + number + " ")
                      || request.promptExcerpt().startsWith("third of " + number + " "))
              .map(ModelRequest::sessionId)
              .collect(Collectors.toSet());
      assertThat(of).hasSize(1);
      conversations.addAll(of);
    }
    assertThat(conversations).as("each has its own").hasSize(SESSIONS);
    assertThat(api.requests()).as("and nothing else was told").hasSize(4 * SESSIONS);
    assertThat(Files.readAllLines(project.resolve("effect")))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, SESSIONS).mapToObj(i -> "s" + i).toList());
    Awaitility.await("no process is left")
        .atMost(Duration.ofSeconds(60))
        .until(() -> daemon.agentProcesses().isEmpty());
  }

  private List<ModelRequest> told(String prompt) {
    return api.requests().stream()
        .filter(request -> request.promptExcerpt().startsWith(prompt))
        .toList();
  }
}
