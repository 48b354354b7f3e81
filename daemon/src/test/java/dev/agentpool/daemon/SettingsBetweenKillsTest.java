package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The settings change each time the daemon has been killed (more rounds with {@code
 * -Dkill.rounds=50}): whatever a task was started with holds to its end, and what starts afterwards
 * is started with what the file says then. Tasks wait in lanes, for a slot of their own, in chains.
 */
class SettingsBetweenKillsTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 8);
  private static final int TASKS_A_ROUND = 6;

  /** What {@code pool.toml} said from a moment on. */
  private record Said(long since, String permissionMode, String workspace) {
    boolean writes() {
      return permissionMode.equals("acceptEdits");
    }
  }

  @TempDir Path temp;
  private final List<Said> said = new ArrayList<>();
  private Path project;
  private Path effects;

  @Test
  void aTaskKeepsWhatItWasStartedWithAndTheNextOneGetsWhatTheFileSays() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    Random random = new Random(seed);
    effects = Files.createDirectories(temp.resolve("effects")).toRealPath().resolve("file");
    project = DaemonProcess.project(temp, "");
    DaemonHere.git(project, "init", "-q");
    Files.writeString(project.resolve("README"), "hello\n");
    Files.writeString(project.resolve(".gitignore"), ".agent-pool\n");
    DaemonHere.git(project, "add", "README", ".gitignore");
    DaemonHere.git(project, "commit", "-qm", "first");
    List<String> ids = new ArrayList<>();
    List<String> chains = new ArrayList<>();
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      // agents leave their traces beside their workspaces
      Files.writeString(
          daemon.home().resolve("config.toml"),
          "[settings]\nwritable = [\"" + effects.getParent() + "\"]\n");
      write(random);
      daemon.start();
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < TASKS_A_ROUND; i++) {
          ids.add(daemon.submit(project, prompt(random, ids.size()), place(random)));
        }
        chains.add(chain(daemon, random, round));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(400)); // the moment of the kill
        daemon.kill9();
        write(random);
        daemon.start();
      }
      List<String> all = new ArrayList<>(ids);
      all.addAll(chains);
      JsonNode waited = daemon.awaitAll(all, Duration.ofSeconds(90));
      assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
      for (int number = 0; number < ids.size(); number++) {
        check(daemon.get("/v1/tasks/" + ids.get(number)), number);
      }
      for (String chain : chains) {
        JsonNode result = daemon.get("/v1/chains/" + chain + "/result");
        assertThat(result.get("final_output").asString()).as("%s", result).isEqualTo("one,two");
      }
      effectsAndMoney(daemon, ids.size(), chains.size());
    }
  }

  private void write(Random random) throws Exception {
    Said next =
        new Said(
            System.currentTimeMillis(),
            random.nextBoolean() ? "acceptEdits" : "plan",
            random.nextBoolean() ? "worktree" : "shared");
    String toml =
        "slots = "
            + (2 + random.nextInt(3))
            + "\n[settings]\nprovider = \"scripted\"\npermission_mode = \""
            + next.permissionMode()
            + "\"\nworkspace = \""
            + next.workspace()
            + "\"\n"
            + (random.nextBoolean() ? "[budget]\ntask_usd = 0.5\n" : "");
    Files.writeString(project.resolve(".agent-pool/pool.toml"), toml);
    said.add(next);
  }

  /** Anywhere, in a lane, or in one of the two slots that every round has. */
  private static Map<String, Object> place(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Map.of("lane", "lane-" + random.nextInt(2));
      case 1 -> Map.of("slot", "slot-" + random.nextInt(2));
      default -> Map.of();
    };
  }

  private String prompt(Random random, int number) {
    return "@@delay "
        + random.nextInt(80)
        + "@@ @@append "
        + effects
        + " effect-"
        + number
        + "@@ @@may Write {\"file_path\":\"f-"
        + number
        + "\",\"content\":\""
        + number
        + "\"}@@ @@delay "
        + random.nextInt(80)
        + "@@ @@say done "
        + number
        + "@@ @@cost 0.01@@";
  }

  private String chain(DaemonProcess daemon, Random random, int round) throws Exception {
    String effect = "@@append " + effects + " chain-" + round;
    return daemon
        .post(
            "/v1/chains",
            Map.of(
                "dir",
                project.toString(),
                "isolation",
                random.nextBoolean() ? "worktree" : "none",
                "steps",
                List.of(
                    Map.of("name", "a", "prompt", effect + "-a@@ @@say one@@ @@cost 0.01@@"),
                    Map.of(
                        "name",
                        "b",
                        "prompt",
                        effect + "-b@@ @@say {previous_output},two@@ @@cost 0.01@@"))))
        .get("chain_id")
        .asString();
  }

  /** The task wrote its file if, and only if, it was started under a mode that lets it. */
  private void check(JsonNode task, int number) throws Exception {
    Said then = saidAt(task.get("started_at_ms").asLong());
    JsonNode result = task.get("result");
    assertThat(result.get("output").asString()).as("%s", task).isEqualTo("done " + number);
    JsonNode workspace = result.get("workspace");
    assertThat(workspace.get("mode").asString())
        .as("%s, started when the file said %s", task, then)
        .isEqualTo(then.workspace());
    boolean inProject = Files.exists(project.resolve("f-" + number));
    String branch = workspace.path("branch").asString("");
    boolean onBranch =
        !branch.isEmpty() && DaemonHere.git(project, "ls-tree", branch).contains("f-" + number);
    assertThat(inProject || onBranch)
        .as("%s, started when the file said %s", task, then)
        .isEqualTo(then.writes());
    if (then.writes()) {
      assertThat(onBranch).as("%s: %s", then, task).isEqualTo(then.workspace().equals("worktree"));
    }
  }

  private Said saidAt(long millis) {
    Said last = said.getFirst();
    for (Said next : said) {
      if (next.since() <= millis) {
        last = next;
      }
    }
    return last;
  }

  private void effectsAndMoney(DaemonProcess daemon, int tasks, int chains) throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      expected.add("effect-" + i);
    }
    for (int i = 0; i < chains; i++) {
      expected.add("chain-" + i + "-a");
      expected.add("chain-" + i + "-b");
    }
    assertThat(Files.readAllLines(effects)).containsExactlyInAnyOrderElementsOf(expected);
    Map<String, Long> money = new HashMap<>();
    for (String name : List.of("spend", "reserved", "unknown")) {
      money.put(name, daemon.pool(project).get(name + "_microdollars").asLong());
    }
    assertThat(money)
        .isEqualTo(Map.of("spend", expected.size() * 10_000L, "reserved", 0L, "unknown", 0L));
  }
}
