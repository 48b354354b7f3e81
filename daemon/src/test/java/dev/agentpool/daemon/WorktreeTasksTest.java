package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Tasks in worktrees of a real repository: their commits survive, their branches tell whose they
 * are.
 */
class WorktreeTasksTest {
  @TempDir Path temp;

  @Test
  void everyTaskLeavesABranchWithItsWorkAndTheProjectIsUntouched() throws Exception {
    Path project =
        DaemonProcess.project(
            temp, "slots = 2\n[settings]\nprovider = \"scripted\"\nworkspace = \"worktree\"\n");
    Git.run(project, "init", "-q");
    Files.writeString(project.resolve("README"), "hello\n");
    Git.run(project, "add", "-A");
    Git.run(project, "commit", "-qm", "first");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ids.add(
            daemon.submit(
                project,
                "@@tool Write {\"file_path\":\"file-"
                    + i
                    + "\",\"content\":\"work "
                    + i
                    + "\"}@@ @@say done@@",
                Map.of()));
      }
      String idle = daemon.submit(project, "@@say nothing to do@@", Map.of());
      ids.add(idle);
      daemon.awaitAll(ids, Duration.ofSeconds(40));
      for (int i = 0; i < 6; i++) {
        JsonNode task = daemon.get("/v1/tasks/" + ids.get(i));
        JsonNode workspace = task.get("result").get("workspace");
        assertThat(workspace.get("branch").asString())
            .as("%s", task)
            .isEqualTo("agentpool/" + ids.get(i));
        assertThat(Git.run(project, "show", "agentpool/" + ids.get(i) + ":file-" + i))
            .isEqualTo("work " + i);
      }
      assertThat(
              daemon.get("/v1/tasks/" + idle).get("result").get("workspace").get("branch").isNull())
          .isTrue();
      String couldWrite =
          daemon.submit(
              project,
              "@@say nothing to do@@",
              Map.of("settings", Map.of("permission_mode", "acceptEdits")));
      daemon.awaitAll(List.of(couldWrite), Duration.ofSeconds(40));
      assertThat(notices(daemon, couldWrite)).contains("no commits, no changed files");
      assertThat(notices(daemon, idle)).doesNotContain("no commits"); // it only planned
      assertThat(Git.run(project, "status", "--porcelain", "--untracked-files=all"))
          .doesNotContain("file-");
      assertThat(Git.run(project, "branch", "--list", "agentpool/*").lines()).hasSize(6);
    }
  }

  @Test
  void aProjectThatIsDeletedWhileItsTaskRunsIsToldAndNotThatNothingWasLeft() throws Exception {
    Path project =
        DaemonProcess.project(
            temp,
            "slots = 1\n[settings]\nprovider = \"scripted\"\nworkspace = \"worktree\"\n"
                + "permission_mode = \"acceptEdits\"\n");
    Git.run(project, "init", "-q");
    Git.run(project, "add", "-A");
    Git.run(project, "commit", "-qm", "first");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id =
          daemon.submit(
              project,
              "@@tool Write {\"file_path\":\"new.txt\",\"content\":\"n\"}@@ @@delay 3000@@ @@say"
                  + " done@@",
              Map.of());
      Path worktrees = daemon.home().resolve("state/workspaces");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            try (Stream<Path> files =
                Files.find(worktrees, 5, (path, _) -> path.endsWith("new.txt"))) {
              return files.findAny().isPresent();
            } catch (UncheckedIOException changing) {
              return false;
            }
          });
      Files.move(project, temp.resolve("elsewhere"));
      daemon.awaitAll(List.of(id), Duration.ofSeconds(60));
      assertThat(notices(daemon, id))
          .doesNotContain("left nothing")
          .contains("its work is untouched in")
          .contains(".git is not there any more");
    }
  }

  @Test
  void emptySubmodulesAndWhatWasLeftInOneAreSaidWithTheResult() throws Exception {
    Path project =
        DaemonProcess.project(
            temp, "slots = 1\n[settings]\nprovider = \"scripted\"\nworkspace = \"worktree\"\n");
    Git.run(project, "init", "-q");
    Git.run(project, "add", "-A");
    Git.run(project, "commit", "-qm", "first");
    String commit = Git.run(project, "rev-parse", "HEAD").strip();
    Git.run(project, "update-index", "--add", "--cacheinfo", "160000," + commit + ",lib");
    Git.run(project, "commit", "-qm", "with a submodule");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String left =
          daemon.submit(
              project,
              "@@tool Write {\"file_path\":\"lib/left\",\"content\":\"l\"}@@ @@say done@@",
              Map.of());
      String next = daemon.submit(project, "@@say done@@", Map.of());
      daemon.awaitAll(List.of(left, next), Duration.ofSeconds(40));
      assertThat(notices(daemon, left))
          .contains("submodules are empty here: lib")
          .contains("kept/" + left + "/lib");
      assertThat(notices(daemon, next)).doesNotContain("kept/");
    }
  }

  @Test
  void doctorTellsWhatAgentsWillSeeAndWhatStopsThem() throws Exception {
    Path project =
        DaemonProcess.project(
            temp, "slots = 1\n[settings]\nprovider = \"scripted\"\nworkspace = \"worktree\"\n");
    Git.run(project, "init", "-q");
    Git.run(project, "add", "-A");
    Git.run(project, "commit", "-qm", "first");
    String commit = Git.run(project, "rev-parse", "HEAD").strip();
    Git.run(project, "update-index", "--add", "--cacheinfo", "160000," + commit + ",lib");
    Git.run(project, "commit", "-qm", "with a submodule");
    Git.run(project, "branch", "agentpool");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      JsonNode checks = daemon.get("/v1/doctor?dir=" + project).get("checks");
      assertThat(status(checks, "agents see: submodules")).isEqualTo("warn");
      assertThat(status(checks, "agents see: hooks")).isEqualTo("ok");
      assertThat(status(checks, "agents see: repository")).isEqualTo("fail");
      assertThat(checks.toString()).contains("git branch -m agentpool OTHER");
    }
  }

  private static String status(JsonNode checks, String name) {
    for (JsonNode check : checks) {
      if (check.get("name").asString().equals(name)) {
        return check.get("status").asString();
      }
    }
    throw new AssertionError(name + " is not among " + checks);
  }

  private static String notices(DaemonProcess daemon, String task) throws Exception {
    return daemon.get("/v1/tasks/" + task).get("result").get("facts").get("notices").toString();
  }
}
