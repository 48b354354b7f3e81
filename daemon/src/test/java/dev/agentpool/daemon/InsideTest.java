package dev.agentpool.daemon;

import static dev.agentpool.daemon.InsideATask.assertRefused;
import static dev.agentpool.daemon.InsideATask.got;
import static dev.agentpool.daemon.InsideATask.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.daemon.InsideATask.Asking;
import dev.agentpool.daemon.InsideATask.Got;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What runs inside a session acts as a child of its task, and what is a person's is refused. */
@Timeout(180)
class InsideTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;
  private InsideATask inside;

  @BeforeEach
  void start() throws Exception {
    start("slots = 2\n");
  }

  private void start(String toml) throws Exception {
    if (daemon != null) {
      daemon.close();
    }
    Path own = temp.resolve("d" + toml.hashCode());
    project =
        DaemonProcess.project(
            own,
            toml
                + "\n[settings]\nprovider = \"scripted\"\n"
                + "permission_mode = \"acceptEdits\"\nallowed_tools = [\"Bash\"]\n");
    DaemonHere.git(project, "init", "-q");
    java.nio.file.Files.writeString(project.resolve("README"), "hello\n");
    DaemonHere.git(project, "add", "-A");
    DaemonHere.git(project, "commit", "-qm", "first");
    daemon = new DaemonProcess(own);
    java.nio.file.Files.writeString(
        daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    daemon.start();
    rest = new Rest(daemon, project);
    inside = new InsideATask(own, daemon);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private String submit(String prompt, Object... more) throws Exception {
    List<Object> members = new ArrayList<>(List.of("prompt", prompt));
    members.addAll(List.of(more));
    return Rest.ok(202, rest.post("/v1/tasks", members.toArray())).get("task_id").asString();
  }

  private JsonNode ended(String id) throws Exception {
    Rest.ok(200, rest.post("/v1/tasks/wait", "ids", List.of(id), "timeout_ms", 60_000));
    return Rest.ok(200, rest.get("/v1/tasks/" + id));
  }

  @Test
  void aPersonsActsAreRefusedInsideWithTheReasonAndTheTokenLeftOutChangesNothing()
      throws Exception {
    String reviewed = submit("@@say done@@", "review_required", true);
    ended(reviewed);
    List<Asking> all = new ArrayList<>();
    for (String before :
        List.of("", "env -u AGENTPOOL_SLOT_TOKEN", "env -i", "env -i setsid --wait")) {
      String socket = inside.main().toString();
      all.add(
          inside.askingBy(
              before, socket, "PUT", "/v1/budget", "dir", "" + project, "pool_usd", 99));
      all.add(inside.askingBy(before, socket, "POST", "/v1/tasks/" + reviewed + "/approve"));
      all.add(inside.askingBy(before, socket, "POST", "/v1/tasks/" + reviewed + "/merge"));
      all.add(
          inside.askingBy(
              before,
              socket,
              "POST",
              "/v1/questions/question-00/answer",
              "answer",
              "yes",
              "allow_for_ms",
              3_600_000));
      all.add(inside.askingBy(before, socket, "GET", "/v1/inbox/grants"));
      all.add(inside.askingBy(before, socket, "POST", "/v1/stop"));
      all.add(inside.askingBy(before, socket, "GET", "/v1/config?dir=" + project));
      all.add(inside.askingBy(before, socket, "GET", "/v1/doctor"));
      all.add(inside.askingBy(before, socket, "GET", "/v1/journal"));
    }
    all.add(inside.atTheDoor("POST", "/v1/tasks/" + reviewed + "/approve"));
    all.add(inside.askingBy("env -u AGENTPOOL_SLOT_TOKEN", "inside", "POST", "/v1/stop"));
    all.add(inside.askingBy("env AGENTPOOL_SLOT_TOKEN=guess", "inside", "GET", "/v1/status"));
    Asking orphan = inside.askingBy("env -i", inside.main().toString(), "POST", "/v1/stop");
    List<String> lines = new ArrayList<>(all.stream().map(Asking::line).toList());
    lines.add("(setsid --fork " + orphan.line() + " &) & sleep 2");
    ended(submit(shell(lines.toArray(String[]::new)) + "@@say tried@@"));
    all.add(orphan);
    for (Asking asking : all) {
      assertRefused(asking);
    }
    assertThat(got(all.get(1)).detail())
        .contains("approve", "is for a person", "runs inside task-");
    assertThat(ended(reviewed).get("state").asString()).isEqualTo("pending_review");
    assertThat(rest.get("/v1/budget").json().get("pool").get("cap_microdollars").isNull()).isTrue();
  }

  @Test
  void theStatusIsThatOfItsOwnPoolAlsoWhereThereAreOthers() throws Exception {
    Path other =
        DaemonProcess.project(Files.createDirectories(temp.resolve("more")), "slots = 1\n");
    Rest.ok(202, rest.post("/v1/tasks", "prompt", "@@say hi@@", "dir", other.toString()));
    assertThat(Rest.ok(200, rest.get("/v1/status")).get("pools")).hasSize(2);
    Asking status = inside.atTheDoor("GET", "/v1/status");
    ended(submit(shell(status.line()) + "@@say seen@@"));
    assertThat(got(status).status()).as("%s", got(status)).isEqualTo(200);
    assertThat(got(status).json().get("pools")).hasSize(1);
    assertThat(got(status).json().get("pools").get(0).get("dir").asString())
        .isEqualTo(project.toString());
  }

  @Test
  void workIsStartedAsChildrenInTheParentsPoolWhereverItStands() throws Exception {
    Asking child =
        inside.atTheDoor("POST", "/v1/tasks", "prompt", "@@say from inside@@", "dir", "/tmp");
    Asking other =
        inside.asking("POST", "/v1/tasks/fan-out", "prompts", List.of("@@say a@@", "@@say b@@"));
    String parent =
        submit(
            shell(child.line(), other.line(), "sleep 1") + "@@say both@@", "workspace", "worktree");
    String id = got(child).json().get("task_id").asString();
    JsonNode task = Rest.ok(200, rest.get("/v1/tasks/" + id));
    assertThat(task.get("submitted_by").asString()).isEqualTo(parent);
    JsonNode told = ended(parent);
    assertThat(told.get("state").asString()).isEqualTo("completed");
    assertThat(told.get("children")).hasSize(3);
    assertThat(told.get("pool")).isEqualTo(task.get("pool"));
    assertThat(Rest.ok(200, rest.get("/v1/status")).get("pools")).hasSize(1);
  }

  @Test
  void aParentThatHoldsTheOnlySlotWaitsForItsChildAndGetsItsResult() throws Exception {
    start("slots = 1\n");
    Asking run =
        inside.asking("POST", "/v1/tasks/fan-out", "prompts", List.of("@@say x@@"), "wait", true);
    Asking second = inside.asking("POST", "/v1/tasks", "prompt", "@@say y@@");
    String wait =
        "id=$(tail -1 " + second.answer() + " | sed 's/.*\"task_id\":\"\\([^\"]*\\)\".*/\\1/'); ";
    Asking awaited =
        inside.asking("POST", "/v1/tasks/wait", "ids", List.of("ID"), "timeout_ms", 60_000);
    String parent =
        submit(
            shell(second.line(), wait + awaited.line().replace("ID", "'\"$id\"'"))
                + "@@say done@@");
    assertThat(ended(parent).get("state").asString()).isEqualTo("completed");
    assertThat(got(awaited).json().get("satisfied").asBoolean()).isTrue();
    assertThat(run.answer()).doesNotExist();
  }

  @Test
  void childrenArePaidOutOfTheirParentsCap() throws Exception {
    Asking tooDear =
        inside.asking("POST", "/v1/tasks", "prompt", "@@say x@@", "max_budget_usd", 0.04);
    Asking first = inside.asking("POST", "/v1/tasks", "prompt", "@@cost 0.01@@ @@say x@@");
    Asking rest1 =
        inside.asking("POST", "/v1/tasks", "prompt", "@@say x@@", "max_budget_usd", 0.025);
    String parent =
        submit(
            shell(tooDear.line(), first.line(), rest1.line(), "sleep 1") + "@@say done@@",
            "max_budget_usd",
            0.03);
    Got refused = got(tooDear);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("task_budget_exceeds_remaining");
    assertThat(refused.detail()).contains(parent, "its own cap of $0.03");
    String child = got(first).json().get("task_id").asString();
    assertThat(Rest.ok(200, rest.get("/v1/tasks/" + child)).get("cap_microdollars").asLong())
        .isEqualTo(15_000);
    assertThat(got(rest1).status()).isEqualTo(409);
    ended(parent);
  }

  @Test
  void whatItsChildrenCostIsTakenFromTheParentsOwnTurn() throws Exception {
    Asking child =
        inside.asking(
            "POST", "/v1/tasks", "prompt", "@@cost 0.015@@ @@say x@@", "max_budget_usd", 0.02);
    String parent =
        submit(
            shell(child.line())
                + "@@cost 0.02@@ @@say on@@ @@tool Bash {\"command\":\"sleep 5\"}@@ @@say done@@",
            "max_budget_usd",
            0.03);
    JsonNode told = ended(parent);
    assertThat(got(child).status()).isEqualTo(202);
    assertThat(told.get("result").get("outcome").asString()).isEqualTo("budget_exhausted");
  }

  @Test
  void aChildGetsNoMoreThanItsParentHas() throws Exception {
    List<Asking> all =
        List.of(
            inside.asking("POST", "/v1/tasks", "prompt", "x", "workspace", "shared"),
            inside.asking(
                "POST", "/v1/tasks", "prompt", "x", "permission_mode", "bypassPermissions"),
            inside.asking("POST", "/v1/tasks", "prompt", "x", "walls", "workspace"),
            inside.asking("POST", "/v1/tasks", "prompt", "x", "provider", "claude"),
            inside.asking(
                "POST", "/v1/tasks", "prompt", "x", "environment", Map.of("SECRET_NAME", "value")),
            inside.asking(
                "POST",
                "/v1/tasks",
                "prompt",
                "x",
                "mcp_servers",
                Map.of("evil", Map.of("command", "touch"))),
            inside.asking("POST", "/v1/tasks", "prompt", "x", "allowed_tools", List.of("Write")),
            inside.asking("POST", "/v1/tasks", "prompt", "x", "review_required", true),
            inside.asking("POST", "/v1/tasks", "prompt", "x", "lane", "l"),
            inside.asking("POST", "/v1/tasks", "prompt", "x", "slot", "slot-0"),
            inside.asking(
                "POST",
                "/v1/chains",
                "steps",
                List.of(Map.of("prompt", "x")),
                "isolation",
                "worktree",
                "on_finish",
                "merge"));
    Asking less =
        inside.asking("POST", "/v1/tasks", "prompt", "@@say x@@", "permission_mode", "plan");
    List<String> lines = new ArrayList<>(all.stream().map(Asking::line).toList());
    lines.add(less.line());
    ended(submit(shell(lines.toArray(String[]::new)) + "@@say tried@@", "workspace", "worktree"));
    for (Asking asking : all) {
      assertRefused(asking);
    }
    assertThat(got(all.get(1)).detail()).contains("permission_mode", "acceptEdits");
    assertThat(got(all.get(4)).detail()).contains("SECRET_NAME").doesNotContain("value");
    assertThat(got(less).status()).isEqualTo(202);
  }

  @Test
  void childrenEndWithTheTaskThatStartedThem() throws Exception {
    Asking child = inside.asking("POST", "/v1/tasks", "prompt", "@@hang@@");
    String parent = submit(shell(child.line()) + "@@hang@@");
    String id = got(child).json().get("task_id").asString();
    Rest.ok(200, rest.post("/v1/tasks/" + parent + "/cancel"));
    JsonNode told = ended(id);
    assertThat(told.get("state").asString()).isEqualTo("cancelled");
    assertThat(told.get("reason").asString()).contains(parent, "has ended");
  }

  @Test
  void aChildMayHaveChildrenAndTheseMayNot() throws Exception {
    Asking deepest = inside.asking("POST", "/v1/tasks", "prompt", "@@say too deep@@");
    Asking deeper =
        inside.asking("POST", "/v1/tasks", "prompt", shell(deepest.line()) + "@@hang@@");
    String quoted = deeper.line().replace("'\"'\"'", "'");
    Path file = temp.resolve("deeper.sh");
    java.nio.file.Files.writeString(file, quoted(deeper));
    Asking child = inside.asking("POST", "/v1/tasks", "prompt", shell("sh " + file) + "@@hang@@");
    Path first = temp.resolve("first.sh");
    java.nio.file.Files.writeString(first, quoted(child));
    assertThat(quoted).isNotEmpty();
    String parent = submit(shell("sh " + first) + "@@hang@@");
    assertRefused(deepest);
    assertThat(got(deepest).detail()).contains("max_depth = 2");
    Rest.ok(200, rest.post("/v1/tasks/" + parent + "/cancel"));
    String last = got(deeper).json().get("task_id").asString();
    assertThat(ended(last).get("state").asString()).isEqualTo("cancelled");
  }

  /** A prompt with quotes in it cannot stand in single quotes. */
  private static String quoted(Asking asking) {
    int begin = asking.line().indexOf("' '") + 3;
    int end = asking.line().lastIndexOf("' ");
    String body = asking.line().substring(begin, end);
    return asking.line().substring(0, begin)
        + body.replace("'", "'\\''")
        + asking.line().substring(end)
        + "\n";
  }

  @Test
  void ofOthersTasksItIsToldHowTheyGoAndNotWhatTheyAreAbout() throws Exception {
    String secret = submit("@@say the secret answer@@ the secret question");
    ended(secret);
    Asking list = inside.asking("GET", "/v1/tasks?dir=" + project);
    Asking one = inside.asking("GET", "/v1/tasks/" + secret);
    Asking events = inside.asking("GET", "/v1/tasks/" + secret + "/events");
    Asking cancel = inside.asking("POST", "/v1/tasks/" + secret + "/cancel");
    ended(submit(shell(list.line(), one.line(), events.line(), cancel.line()) + "@@say x@@"));
    assertThat(got(list).json().get("items")).hasSize(2);
    assertThat(got(list).json().toString()).contains(secret).doesNotContain("the secret");
    assertThat(got(one).json().get("state").asString()).isEqualTo("completed");
    assertThat(got(one).json().toString()).doesNotContain("the secret");
    assertRefused(events);
    assertRefused(cancel);
  }

  @Test
  void anotherProjectsPoolIsNotForIt() throws Exception {
    Path other = DaemonProcess.project(temp.resolve("other"), "slots = 1\n").toRealPath();
    Rest.ok(200, new Rest(daemon, other).get("/v1/budget"));
    Asking asking = inside.asking("POST", "/v1/tasks", "prompt", "x", "dir", "" + other);
    ended(submit(shell(asking.line()) + "@@say x@@"));
    assertRefused(asking);
    assertThat(got(asking).detail()).contains("another one");
  }

  @Test
  void aWorktreeOfASlotMeansThePoolItBelongsTo() throws Exception {
    ended(submit("@@say x@@", "workspace", "worktree"));
    Path worktrees = daemon.home().toRealPath().resolve("state/workspaces");
    Path worktree;
    try (var found = java.nio.file.Files.walk(worktrees, 4)) {
      worktree =
          found.filter(path -> path.resolve("README").toFile().exists()).findFirst().orElseThrow();
    }
    JsonNode budget = daemon.get("/v1/tasks?dir=" + worktree);
    assertThat(budget.get("total").asInt()).isEqualTo(1);
    assertThat(daemon.get("/v1/status").get("pools")).hasSize(1);
  }

  private int escalated() throws Exception {
    int told = daemon.get("/v1/pool/status?dir=" + project).get("escalated_reviews").asInt();
    JsonNode pool = daemon.get("/v1/status").get("pools").get(0);
    assertThat(pool.get("escalated_reviews").asInt()).isEqualTo(told);
    return told;
  }

  @Test
  void anAgentThatMayNotApproveLeavesAReviewToAPerson() throws Exception {
    String plain = submit("@@say plain@@", "review_required", true);
    ended(plain);
    String doubtful = submit("@@say doubtful@@", "review_required", true);
    ended(doubtful);
    ended(submit("@@say the newest@@", "review_required", true));
    Asking escalate =
        inside.asking("POST", "/v1/tasks/" + plain + "/escalate", "why", "it deletes a table");
    String reviewer = submit(shell(escalate.line()) + "@@say x@@");
    ended(reviewer);
    assertThat(got(escalate).status()).isEqualTo(200);
    JsonNode first = Rest.ok(200, rest.get("/v1/tasks?state=pending_review")).get("items").get(0);
    assertThat(first.get("id").asString()).isEqualTo(plain);
    assertThat(first.get("state").asString()).isEqualTo("pending_review");
    assertThat(first.get("escalation").get("why").asString()).isEqualTo("it deletes a table");
    assertThat(first.get("escalation").get("by").asString()).contains("slot-", reviewer);
    assertThat(daemon.text("/v1/journal?limit=1000&follow=false")).contains("escalated " + plain);
    assertThat(escalated()).isEqualTo(1);
    Rest.ok(200, rest.post("/v1/tasks/" + plain + "/approve"));
    assertThat(escalated()).isZero();
    assertThat(Rest.ok(200, rest.get("/v1/tasks/" + plain)).get("escalation").isNull()).isTrue();
    assertThat(rest.post("/v1/tasks/" + plain + "/escalate", "why", "late").code())
        .isEqualTo("wrong_state");
  }

  @Test
  void workersReportToWhoDrivesThePoolAndToThePerson() throws Exception {
    Asking report =
        inside.asking(
            "POST", "/v1/messages", "from", "slot-0", "to", "coordinator", "content", "all done");
    Asking person =
        inside.asking("POST", "/v1/messages", "from", "slot-0", "to", "user", "content", "look");
    Asking forged =
        inside.asking("POST", "/v1/messages", "from", "slot-1", "to", "user", "content", "forged");
    Asking unknown =
        inside.asking(
            "POST", "/v1/messages", "from", "slot-0", "to", "cordinator", "content", "typo");
    Asking others = inside.asking("GET", "/v1/slots/user/messages?dir=" + project);
    ended(
        submit(
            shell(report.line(), person.line(), forged.line(), unknown.line(), others.line())
                + "@@say x@@",
            "slot",
            "slot-0"));
    assertThat(got(report).json().get("sender_verified").asBoolean()).isTrue();
    assertThat(got(forged).code()).isEqualTo("sender_refused");
    assertThat(got(unknown).detail()).contains("did you mean 'coordinator'?");
    assertRefused(others);
    JsonNode inbox = Rest.ok(200, rest.get("/v1/messages"));
    assertThat(inbox.valueStream().map(message -> message.get("content").asString()))
        .containsExactly("all done", "look");
    assertThat(Rest.ok(200, rest.get("/v1/slots/coordinator/messages"))).hasSize(1);
    assertThat(Rest.ok(200, rest.get("/v1/messages"))).hasSize(1);
  }

  @Test
  void afterAKilledDaemonASessionIsStillKnown() throws Exception {
    Asking asking = inside.askingBy("env -i", inside.main().toString(), "POST", "/v1/stop");
    Path go = temp.resolve("go");
    String id =
        submit(shell("while [ ! -e " + go + " ]; do sleep 0.1; done", asking.line()) + "@@say x@@");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rest.get("/v1/tasks/" + id).json().get("state").asString().equals("running"));
    daemon.kill9();
    daemon.start();
    java.nio.file.Files.writeString(go, "");
    assertRefused(asking);
    assertThat(ended(id).get("state").asString()).isEqualTo("completed");
  }
}
