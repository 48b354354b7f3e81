package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Many live sessions at once, and the daemon killed under them at random moments: each asks, is
 * answered, takes turns, is interrupted, collected and ended. More of them with {@code
 * -Dcrowd.sessions=100 -Dcrowd.kills=10}; the same moments again with {@code -Dkill.seed=…}.
 */
class ManySessionsTest {
  private static final int SESSIONS = Integer.getInteger("crowd.sessions", 20);
  private static final int KILLS = Integer.getInteger("crowd.kills", 3);
  private static final int STEPS_OF_ONE = 12;
  @TempDir Path temp;
  private DaemonProcess daemon;

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.createDirectories(daemon.home());
    Files.writeString(
        daemon.home().resolve("config.toml"),
        """
        [sessions]
        max_parallel_sessions = 200
        [settings]
        walls = "off" # behind walls the scripted agent keeps no conversation
        """);
    daemon.start();
  }

  private List<Path> projects(int many) throws Exception {
    List<Path> projects = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      projects.add(
          DaemonProcess.project(
              temp.resolve("p" + i), "slots = 1\n[settings]\nprovider = \"scripted\"\n"));
    }
    return projects;
  }

  @Test
  void inOnePoolEachDoesItsOwnWorkOnceOverKills() throws Exception {
    start();
    playedOverKills(projects(1));
  }

  @Test
  void overFivePoolsEachDoesItsOwnWorkOnceOverKills() throws Exception {
    start();
    playedOverKills(projects(5));
  }

  private void playedOverKills(List<Path> projects) throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    List<String> before = files();
    SessionCrowd crowd = new SessionCrowd(daemon);
    List<SessionCrowd.Driver> drivers;
    try (Figures figures = new Figures(daemon, crowd);
        Kills _ = new Kills(daemon, crowd, moments(new Random(seed)))) {
      drivers = crowd.play(SESSIONS, projects, ManySessionsTest::life);
      System.out.println(figures);
    }
    for (SessionCrowd.Driver driver : drivers) {
      JsonNode shown = driver.shown();
      assertThat(shown.get("state").asString()).as("%s", shown).isEqualTo("CANCELLED");
      assertThat(shown.get("ended_at").isNull()).isFalse();
      assertThat(effects(driver)).containsExactly("asked", "answered", "second", "third", "fourth");
    }
    Awaitility.await("no process is left")
        .atMost(Duration.ofSeconds(60))
        .until(() -> daemon.agentProcesses().isEmpty());
    Awaitility.await("no file of a session is left")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(files()).isEqualTo(before));
  }

  private static int[] moments(Random random) {
    return IntStream.range(0, KILLS)
        .map(_ -> random.nextInt(SESSIONS * STEPS_OF_ONE))
        .sorted()
        .toArray();
  }

  private static Path effect(SessionCrowd.Driver driver) {
    return driver.project().resolve("effect-" + driver.number());
  }

  private static List<String> effects(SessionCrowd.Driver driver) throws IOException {
    return Files.readAllLines(effect(driver));
  }

  private static void life(SessionCrowd.Driver driver) throws Exception {
    String append = "@@append " + effect(driver) + " ";
    driver.spawn(
        "scripted",
        append
            + "asked@@ @@ask Bash {\"command\":\"echo answered >> "
            + effect(driver)
            + "\"}@@ @@say first@@",
        Map.of("isolation", "shared", "role", "custom"));
    driver.answer("yes");
    driver.await("completed");
    String second = driver.say("second", append + "second@@ @@delay 50@@ @@say of the second@@");
    driver.result(second, "of the second");
    driver.say("third", "@@delay 100@@ " + append + "third@@ @@say of the third@@");
    driver.say("fourth", append + "fourth@@ @@say of the fourth@@"); // perhaps while it works
    driver.await("completed");
    driver.say("hangs", "@@hang@@");
    driver.await("running");
    driver.post("interrupt", Map.of());
    driver.await("idle");
    driver.collect();
    driver.post("terminate", Map.of("reason", "enough"));
    driver.observe("error", 60); // a wait for what never comes ends with the session
  }

  /** What of sessions lies in the daemon's home. */
  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(daemon.home().resolve("state"))) {
      return all.map(path -> daemon.home().relativize(path).toString())
          .filter(path -> path.contains("session") || path.contains("/run/"))
          .sorted()
          .toList();
    }
  }
}
