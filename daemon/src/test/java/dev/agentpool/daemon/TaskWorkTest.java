package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A task's work in a person's hands: where it is, and onto the person's own tree. */
class TaskWorkTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String WRITE =
      "@@tool Write {\"file_path\":\"work\",\"content\":\"done\"}@@ @@say ok@@";

  @TempDir static Path home;
  @TempDir static Path projects;
  private static DaemonProcess daemon;
  private Path project;
  private Rest rest;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void project() throws Exception {
    project =
        DaemonProcess.project(
            Files.createTempDirectory(projects, "test"),
            "slots = 1\n[settings]\nprovider = \"scripted\"\nworkspace = \"worktree\"\n");
    rest = new Rest(daemon, project);
    Git.begin(project);
    Git.run(project, "branch", "-M", "main");
  }

  private String done(String prompt, Map<String, Object> settings) throws Exception {
    String id =
        daemon.submit(
            project, prompt, settings.isEmpty() ? Map.of() : Map.of("settings", settings));
    daemon.awaitAll(List.of(id), SOON);
    return id;
  }

  private JsonNode place(String id) throws Exception {
    return Rest.ok(200, rest.get("/v1/tasks/" + id + "/place"));
  }

  @Test
  void itsWorktreeIsItsOwnUntilTheNextTaskTakesItAndItsBranchStays() throws Exception {
    String first = done(WRITE, Map.of());
    JsonNode place = place(first);
    assertThat(place.get("mode").asString()).isEqualTo("worktree");
    assertThat(Path.of(place.get("path").asString()).resolve("work")).hasContent("done");
    assertThat(place.get("active").asBoolean()).isFalse();
    assertThat(place.get("branch").asString()).isEqualTo("agentpool/" + first);
    assertThat(place.get("head").asString())
        .isEqualTo(Git.run(project, "rev-parse", "agentpool/" + first).strip());
    assertThat(place.get("repo_path").asString()).isEqualTo(project.toRealPath().toString());
    done("@@say next@@", Map.of());
    JsonNode later = place(first);
    assertThat(later.get("path").isNull()).isTrue();
    assertThat(later.get("head").asString()).isEqualTo(place.get("head").asString());
    String shared = done("@@say hi@@", Map.of("workspace", "shared"));
    assertThat(place(shared).get("path").asString()).isEqualTo(project.toRealPath().toString());
    assertThat(rest.get("/v1/tasks/task-0/place").status()).isEqualTo(404);
  }

  @Test
  void itsBranchIsCheckedOutOnlyOverACleanTree() throws Exception {
    String id = done(WRITE, Map.of());
    Files.writeString(project.resolve("README"), "mine");
    DaemonProcess.Answer refused = rest.post("/v1/tasks/" + id + "/checkout");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("checkout_refused");
    assertThat(refused.detail()).contains("uncommitted changes: README");
    assertThat(Git.run(project, "branch", "--show-current").strip()).isEqualTo("main");
    Git.run(project, "checkout", "-q", "--", "README");
    JsonNode checkedOut = Rest.ok(200, rest.post("/v1/tasks/" + id + "/checkout"));
    assertThat(checkedOut.get("from").asString()).isEqualTo("main");
    assertThat(checkedOut.get("branch").asString()).isEqualTo("agentpool/" + id);
    assertThat(project.resolve("work")).hasContent("done");
    Git.run(project, "checkout", "-q", "main");
    String idle = done("@@say nothing to do@@", Map.of());
    assertThat(rest.post("/v1/tasks/" + idle + "/checkout").code()).isEqualTo("no_branch");
    String running = daemon.submit(project, "@@delay 60000@@ @@say late@@", Map.of());
    assertThat(rest.post("/v1/tasks/" + running + "/checkout").code()).isEqualTo("wrong_state");
    Rest.ok(200, rest.post("/v1/tasks/" + running + "/cancel"));
  }

  @Test
  void whatRunsHasNothingToUndoAndWhatHasEndedIsNotCancelledAgain() throws Exception {
    String running = daemon.submit(project, "@@delay 60000@@ @@say late@@", Map.of());
    assertThat(rest.post("/v1/tasks/" + running + "/undo").detail())
        .startsWith(running + " has not ended (state: ")
        .endsWith(
            "nothing of it was merged, so there is nothing to undo; agentpool cancel ends it");
    JsonNode first = Rest.ok(200, rest.post("/v1/tasks/" + running + "/cancel"));
    assertThat(first.get("had_ended").asBoolean()).isFalse();
    JsonNode again = Rest.ok(200, rest.post("/v1/tasks/" + running + "/cancel"));
    assertThat(again.get("had_ended").asBoolean()).isTrue();
    assertThat(again.get("state").asString()).isEqualTo("cancelled");
    assertThat(Rest.ok(200, rest.get("/v1/tasks/" + running)).has("had_ended")).isFalse();
  }

  @Test
  void theChangeOfWhatWasMergedAndPrunedIsToldWithWhereItWent() throws Exception {
    String id = done(WRITE, Map.of());
    Rest.ok(200, rest.post("/v1/tasks/" + id + "/merge"));
    Git.run(project, "branch", "-D", "agentpool/" + id);
    String merged = Rest.ok(200, rest.get("/v1/tasks/" + id + "/review")).get("problem").asString();
    assertThat(merged)
        .startsWith("it was merged into main at 20")
        .contains("git log -p -m --first-parent --all --grep=" + id, "there is no branch");
    assertThat(Git.run(project, "log", "-p", "-m", "--first-parent", "--all", "--grep=" + id))
        .contains("+done");
    Rest.ok(200, rest.post("/v1/tasks/" + id + "/undo"));
    Git.run(project, "branch", "-D", "agentpool/" + id);
    assertThat(Rest.ok(200, rest.get("/v1/tasks/" + id + "/review")).get("problem").asString())
        .startsWith("it was merged into main, and that was undone at 20");
  }

  @Test
  void whatAMergedTaskChangedIsStillShown() throws Exception {
    String id = done(WRITE, Map.of());
    Rest.ok(200, rest.post("/v1/tasks/" + id + "/merge"));
    JsonNode review = Rest.ok(200, rest.get("/v1/tasks/" + id + "/review"));
    assertThat(review.get("change").get("patch").asString()).contains("+done");
    assertThat(project.resolve("work")).exists();
    JsonNode undone = Rest.ok(200, rest.post("/v1/tasks/" + id + "/undo"));
    assertThat(undone.get("into").asString()).isEqualTo("main");
    assertThat(undone.get("commits").get(0).asString())
        .isEqualTo(Git.run(project, "rev-parse", "HEAD").strip());
    assertThat(project.resolve("work")).doesNotExist();
    assertThat(Git.ours(project)).contains("agentpool/" + id);
    assertThat(rest.post("/v1/tasks/" + id + "/undo").code()).isEqualTo("undo_refused");
    assertThat(rest.post("/v1/tasks/" + done("@@say hi@@", Map.of()) + "/undo").code())
        .isEqualTo("no_branch");
  }

  private JsonNode metrics(String asked) throws Exception {
    return Rest.ok(200, rest.get("/v1/pool/metrics" + asked));
  }

  @Test
  void whatAMergedChangeCostsHasAllThatWasSpentAndCountsNoMergeThatWasUndone() throws Exception {
    String merged =
        Rest.ok(
                202,
                rest.post("/v1/tasks", "prompt", "@@cost 0.25@@ " + WRITE, "tags", List.of("kept")))
            .get("task_id")
            .asString();
    daemon.awaitAll(List.of(merged), SOON);
    done("@@cost 0.5@@ @@say nothing to do@@", Map.of());
    assertThat(metrics("").get("merged").asInt()).isZero();
    assertThat(metrics("").get("cost_per_merged_microdollars").asLong()).isZero();
    rest.post("/v1/tasks/" + merged + "/merge", "check", "false");
    assertThat(metrics("").get("merged").asInt()).as("a check that fails merges nothing").isZero();
    Rest.ok(200, rest.post("/v1/tasks/" + merged + "/merge", "check", "test -e work"));
    Rest.ok(200, rest.post("/v1/tasks/" + merged + "/merge"));
    assertThat(metrics("").get("merged").asInt()).as("it is one change").isEqualTo(1);
    assertThat(metrics("").get("cost_per_merged_microdollars").asLong()).isEqualTo(750_000);
    assertThat(metrics("?tag=kept").get("cost_per_merged_microdollars").asLong())
        .isEqualTo(250_000);
    assertThat(metrics("?tag=other").get("merged").asInt()).isZero();
    JsonNode work = Rest.ok(200, rest.get("/v1/report")).get("done").get(0);
    assertThat(work.get("merged_into").asString()).isEqualTo("main");
    assertThat(work.get("check").asString()).isEqualTo("test -e work");
    Rest.ok(200, rest.post("/v1/tasks/" + merged + "/undo"));
    assertThat(metrics("").get("merged").asInt()).isZero();
    assertThat(Rest.ok(200, rest.get("/v1/report")).get("done").get(0).get("merged_into").isNull())
        .isTrue();
  }

  private static List<String> reasons(JsonNode list, String name) {
    List<String> reasons = new ArrayList<>();
    list.forEach(one ->
        reasons.add(
            Path.of(one.get(name).asString()).getFileName() + " " + one.get("reason").asString()));
    return reasons;
  }

  @Test
  void onlyWhatIsProvenToBeKeptElsewhereIsPruned() throws Exception {
    String merged = done(WRITE, Map.of());
    String open = done(WRITE.replace("work", "other"), Map.of());
    String undone = done(WRITE.replace("work", "third"), Map.of());
    Rest.ok(200, rest.post("/v1/tasks/" + merged + "/merge"));
    Rest.ok(200, rest.post("/v1/tasks/" + undone + "/merge"));
    Rest.ok(200, rest.post("/v1/tasks/" + undone + "/undo"));
    String asked =
        Rest.ok(
                202,
                rest.post(
                    "/v1/tasks",
                    "prompt",
                    WRITE.replace("work", "fourth"),
                    "review_required",
                    true,
                    "max_attempts",
                    1))
            .get("task_id")
            .asString();
    daemon.awaitAll(List.of(asked), SOON);
    Git.run(project, "branch", "agentpool/task-0123456789abcdef", "main");
    List<String> branches =
        List.of(
            merged + " merged",
            open + " not_merged",
            undone + " undone",
            asked + " not_ended",
            "task-0123456789abcdef unknown");
    JsonNode would = Rest.ok(200, rest.get("/v1/prune"));
    assertThat(would.get("dry_run").asBoolean()).isTrue();
    assertThat(reasons(would.get("branches"), "branch"))
        .containsExactlyInAnyOrderElementsOf(branches);
    assertThat(reasons(would.get("trees"), "path")).containsExactly("slot-0 not_ended");
    assertThat(Git.ours(project)).as("it only told").contains("agentpool/" + merged);
    JsonNode pruned = Rest.ok(200, rest.post("/v1/prune"));
    assertThat(reasons(pruned.get("branches"), "branch"))
        .containsExactlyInAnyOrderElementsOf(branches);
    assertThat(Git.ours(project))
        .doesNotContain("agentpool/" + merged)
        .contains("agentpool/" + open, "agentpool/" + undone, "agentpool/" + asked);
    Rest.ok(200, rest.post("/v1/tasks/" + asked + "/approve"));
    assertThat(reasons(Rest.ok(200, rest.get("/v1/prune")).get("trees"), "path"))
        .as("its task ended just now")
        .containsExactly("slot-0 young");
    Path tree = Path.of(pruned.get("trees").get(0).get("path").asString());
    Files.writeString(tree.resolve("mine"), "typed by a person");
    JsonNode dirty = Rest.ok(200, rest.post("/v1/prune", "older_than_ms", 0));
    assertThat(reasons(dirty.get("trees"), "path")).containsExactly("slot-0 dirty");
    Files.delete(tree.resolve("mine"));
    JsonNode gone = Rest.ok(200, rest.post("/v1/prune", "older_than_ms", 0));
    assertThat(reasons(gone.get("trees"), "path")).containsExactly("slot-0 kept_on_branch");
    assertThat(gone.get("removed_bytes").asLong()).isPositive();
    assertThat(tree).doesNotExist();
    assertThat(Git.ours(project)).contains("agentpool/" + asked);
    assertThat(rest.get("/v1/prune?older_than_ms=-1").status()).isEqualTo(400);
  }

  @Test
  void aPlanThatMergesItselfIsAMergedChange() throws Exception {
    String plan =
        Rest.ok(
                202,
                rest.post(
                    "/v1/chains",
                    "steps",
                    List.of(Map.of("prompt", WRITE)),
                    "workspace",
                    "worktree",
                    "on_finish",
                    "merge"))
            .get("chain_id")
            .asString();
    daemon.awaitAll(List.of(plan), SOON);
    assertThat(project.resolve("work")).exists();
    assertThat(metrics("").get("merged").asInt()).isEqualTo(1);
    Rest.ok(200, rest.post("/v1/tasks/" + plan + "/undo"));
    assertThat(metrics("").get("merged").asInt()).isZero();
  }

  @Test
  void aReportHasWhatEndedByWhatCameOfIt() throws Exception {
    String worked = done("@@cost 0.25@@ " + WRITE, Map.of());
    String idle = done("@@cost 0.5@@ @@say nothing to do@@", Map.of());
    String asked =
        Rest.ok(
                202,
                rest.post("/v1/tasks", "prompt", WRITE, "review_required", true, "max_attempts", 1))
            .get("task_id")
            .asString();
    daemon.awaitAll(List.of(asked), SOON);
    JsonNode report = Rest.ok(200, rest.get("/v1/report"));
    assertThat(report.get("done")).hasSize(1);
    JsonNode work = report.get("done").get(0);
    assertThat(work.get("task_id").asString()).isEqualTo(worked);
    assertThat(work.get("commits").asInt()).isEqualTo(1);
    assertThat(work.get("files").asInt()).isEqualTo(1);
    assertThat(work.get("cost_microdollars").asLong()).isGreaterThanOrEqualTo(250_000);
    assertThat(report.get("nothing")).hasSize(1);
    assertThat(report.get("nothing").get(0).get("task_id").asString()).isEqualTo(idle);
    assertThat(report.get("waiting").get("total").asInt()).isEqualTo(1);
    assertThat(report.get("spent_microdollars").asLong()).isGreaterThanOrEqualTo(750_000);
    assertThat(report.get("failed")).isEmpty();
    long future = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
    assertThat(rest.get("/v1/report?since_ms=" + future).detail()).contains("later than now");
  }
}
