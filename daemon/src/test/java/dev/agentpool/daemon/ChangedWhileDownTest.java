package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The daemon is killed while a task runs, something is changed before the next one starts, and what
 * a session was launched with still counts for its task and for no other.
 */
class ChangedWhileDownTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String POOL =
      "slots = 1\n[settings]\nprovider = \"scripted\"\nslot_mode = \"persistent\"\n";
  @TempDir Path temp;

  private Path project(String settings) throws Exception {
    Path home = Files.createDirectories(temp.resolve("h"));
    // the tests look at what agents do outside their workspace
    Files.writeString(home.resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    return DaemonProcess.project(temp, POOL + settings);
  }

  private static void git(Path project, String... words) throws Exception {
    List<String> line = new java.util.ArrayList<>(List.of("git", "-C", project.toString()));
    line.addAll(
        List.of(
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.invalid",
            "-c",
            "init.defaultBranch=main"));
    line.addAll(List.of(words));
    Process git = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes());
    assertThat(git.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(git.exitValue()).as(said).isZero();
  }

  /** A task that runs until the file is there; it runs when this returns. */
  private String held(DaemonProcess daemon, Path project, String more, Map<String, Object> with)
      throws Exception {
    Path begun = temp.resolve("begun");
    Path go = temp.resolve("go");
    Files.deleteIfExists(begun);
    Files.deleteIfExists(go);
    String wait =
        "@@tool Bash {\"command\":\"touch "
            + begun
            + "; while [ ! -e "
            + go
            + " ]; do sleep 0.05; done\"}@@ ";
    String id = daemon.submit(project, wait + more, with);
    Awaitility.await().atMost(LONG).until(() -> Files.exists(begun));
    return id;
  }

  private void letGo() throws Exception {
    Files.writeString(temp.resolve("go"), "");
  }

  private static JsonNode ended(DaemonProcess daemon, String id) throws Exception {
    JsonNode waited = daemon.awaitAll(List.of(id), LONG);
    assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
    return daemon.get("/v1/tasks/" + id);
  }

  private static JsonNode completed(DaemonProcess daemon, String id) throws Exception {
    JsonNode task = ended(daemon, id);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    return task;
  }

  private static String commandLine(DaemonProcess daemon) {
    return daemon.agentProcesses().stream()
        .map(pid -> {
          try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
          } catch (java.io.IOException gone) {
            return "";
          }
        })
        .filter(line -> line.contains("--permission-mode"))
        .reduce("", (one, other) -> one + "\n" + other);
  }

  @Test
  void aStricterPermissionModeIsTheNextTasks() throws Exception {
    Path project = project("permission_mode = \"acceptEdits\"\nworkspace = \"shared\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String first = held(daemon, project, "@@say one@@", Map.of());
      daemon.kill9();
      project("permission_mode = \"plan\"\nworkspace = \"shared\"\n");
      daemon.start();
      assertThat(commandLine(daemon)).contains("--permission-mode acceptEdits");
      letGo();
      assertThat(completed(daemon, first).get("result").get("output").asString()).isEqualTo("one");
      completed(daemon, daemon.submit(project, "@@say two@@", Map.of()));
      assertThat(commandLine(daemon))
          .contains("--permission-mode plan")
          .doesNotContain("acceptEdits");
    }
  }

  @Test
  void whenNothingChangedTheProcessIsKept() throws Exception {
    Path project = project("permission_mode = \"acceptEdits\"\nworkspace = \"shared\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String first = held(daemon, project, "@@say one@@", Map.of());
      daemon.kill9();
      daemon.start();
      letGo();
      completed(daemon, first);
      List<Long> processes = daemon.agentProcesses();
      JsonNode second = completed(daemon, daemon.submit(project, "@@history@@", Map.of()));
      assertThat(second.get("result").get("output").asString()).contains("remembers 0");
      assertThat(processes).isNotEmpty();
      assertThat(daemon.agentProcesses()).isEqualTo(processes);
    }
  }

  @Test
  void aTaskEndsInTheWorkspaceItBeganInAndTheNextOneInToday() throws Exception {
    Path project = project("permission_mode = \"acceptEdits\"\nworkspace = \"worktree\"\n");
    git(project, "init", "-q");
    git(project, "commit", "-q", "--allow-empty", "-m", "first");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String first =
          held(
              daemon,
              project,
              "@@tool Write {\"file_path\":\"one.txt\",\"content\":\"1\"}@@ @@say one@@",
              Map.of());
      daemon.kill9();
      project("permission_mode = \"acceptEdits\"\nworkspace = \"shared\"\n");
      daemon.start();
      letGo();
      JsonNode workspace = completed(daemon, first).get("result").get("workspace");
      assertThat(workspace.get("mode").asString()).isEqualTo("worktree");
      assertThat(workspace.get("commits").asInt()).isEqualTo(1);
      assertThat(project.resolve("one.txt")).doesNotExist();

      String second =
          daemon.submit(
              project,
              "@@tool Write {\"file_path\":\"two.txt\",\"content\":\"2\"}@@ @@say two@@",
              Map.of());
      assertThat(completed(daemon, second).get("result").get("workspace").get("mode").asString())
          .isEqualTo("shared");
      assertThat(project.resolve("two.txt")).exists();
    }
  }

  @Test
  void aCapIsOfTheTaskThatHadIt() throws Exception {
    Path project = project("workspace = \"shared\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String first =
          held(daemon, project, "@@cost 0.05@@ @@say one@@", Map.of("max_budget_usd", 0.10));
      daemon.kill9();
      daemon.start();
      letGo();
      completed(daemon, first);
      completed(daemon, daemon.submit(project, "@@cost 0.5@@ @@say a@@ @@say two@@", Map.of()));
    }
  }

  @Test
  void contextThatWasSetBeforeTheKillReachesTheNextTask() throws Exception {
    Path project = project("workspace = \"shared\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String first = held(daemon, project, "@@say one@@", Map.of());
      daemon.put("/v1/context/colour?dir=" + project, Map.of("value", "a rare shade of teal"));
      daemon.kill9();
      daemon.start();
      letGo();
      completed(daemon, first);
      completed(daemon, daemon.submit(project, "@@say two@@", Map.of()));
      assertThat(prompts(daemon)).contains("a rare shade of teal");
    }
  }

  private static String prompts(DaemonProcess daemon) throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(daemon.home().resolve("state/sessions"))) {
      for (Path file : files.filter(it -> it.endsWith("append-system-prompt.md")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void anotherKeyReachesTheNextTaskAndIsNeverWrittenDown() throws Exception {
    Path project = project("permission_mode = \"acceptEdits\"\nworkspace = \"shared\"\n");
    String show =
        "@@tool Bash {\"command\":\"echo $ANTHROPIC_API_KEY >> " + temp + "/keys\"}@@ @@say x@@";
    try (DaemonProcess daemon =
        new DaemonProcess(temp).with("ANTHROPIC_API_KEY", "old-secret").start()) {
      String first = held(daemon, project, show, Map.of());
      daemon.kill9();
      daemon.with("ANTHROPIC_API_KEY", "new-secret").start();
      try (var files = Files.walk(daemon.home().resolve("state/sessions"))) {
        for (Path launch : files.filter(it -> it.endsWith("launch")).toList()) {
          assertThat(Files.readString(launch))
              .contains("environment ANTHROPIC_API_KEY")
              .doesNotContain("old-secret");
        }
      }
      letGo();
      completed(daemon, first);
      completed(daemon, daemon.submit(project, show, Map.of()));
      assertThat(Files.readAllLines(temp.resolve("keys")))
          .containsExactly("old-secret", "new-secret");
    }
  }

  @Test
  void aSessionOfAnUnknownFormatIsSetAsideAndItsTaskDoneAgain() throws Exception {
    Path project = project("workspace = \"shared\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String first = held(daemon, project, "@@say one@@", Map.of("max_attempts", 2));
      daemon.kill9();
      try (var folders = Files.list(daemon.home().resolve("state/sessions"))) {
        for (Path folder : folders.toList()) {
          Files.writeString(folder.resolve("launch"), "agentpool-session 99\nend\n");
        }
      }
      letGo();
      daemon.start();
      JsonNode task = completed(daemon, first);
      assertThat(task.get("attempts").asInt(2)).isEqualTo(2);
      try (var aside = Files.list(daemon.home().resolve("state/sessions-aside"))) {
        Path folder = aside.toList().getFirst();
        assertThat(Files.readString(folder.resolve("why"))).contains("format 99").contains(first);
      }
      assertThat(daemon.get("/v1/doctor?dir=" + project).toString()).contains("format 99");
      for (String status : List.of("/v1/status", "/v1/pool/status?dir=" + project)) {
        JsonNode told = daemon.get(status).get("sessions_set_aside").get(0);
        assertThat(told.get("why").asString()).contains("format 99").contains(first);
        assertThat(Path.of(told.get("folder").asString())).isDirectory();
      }
    }
  }

  @Test
  void aSessionThatWasTakenOverWhenTheMemoryRanOutIsSetAside() throws Exception {
    Path project = project("workspace = \"shared\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String first = held(daemon, project, "@@say one@@", Map.of("max_attempts", 1));
      daemon.kill9();
      try (var folders = Files.list(daemon.home().resolve("state/sessions"))) {
        for (Path folder : folders.toList()) {
          Files.writeString(folder.resolve("adopting"), "x");
        }
      }
      Files.writeString(daemon.home().resolve("state/out-of-memory"), "");
      daemon.start();
      JsonNode task = ended(daemon, first);
      assertThat(task.get("state").asString()).isEqualTo("failed");
      assertThat(task.toString()).contains("ran out of memory while it took this session over");
      assertThat(daemon.agentProcesses()).isEmpty();
      completed(daemon, daemon.submit(project, "@@say two@@", Map.of()));
    }
  }
}
