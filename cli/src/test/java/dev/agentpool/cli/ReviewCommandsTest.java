package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Review and merge at the command line. */
class ReviewCommandsTest {
  private static final String REVIEW =
      "{\"task\":{\"id\":\"task-1\",\"state\":\"pending_review\",\"prompt\":\"add a"
          + " test\",\"rejection_count\":1,\"feedback\":[\"no tabs\"],"
          + "\"max_rejections\":3,\"cost_microdollars\":5000,\"result\":{\"output\":\"added\",\"elapsed_ms\":2000,\"permission_denials\":[\"Bash:"
          + " rm\"],\"workspace\":{\"branch\":\"b\"}}},\"change\":{\"branch\":\"b\",\"commits\":1,\"stat\":\""
          + " a.txt | 1 +\",\"patch\":\"diff --git a/a b/a\\n@@ -0,0 +1"
          + " @@\\n+new\\u001b]0;x\\u0007\\n\"},\"problem\":null}";
  private static final String APPROVED =
      "{\"id\":\"task-1\",\"state\":\"completed\",\"result\":{\"workspace\":{\"branch\":\"b\"}}}";

  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null);
    daemon.answer("GET /v1/tasks/task-1/review", 200, REVIEW);
    daemon.answer("POST /v1/tasks/task-1/approve", 200, APPROVED);
    daemon.answer("POST /v1/tasks/task-1/reject", 200, "{\"id\":\"task-1\",\"state\":\"pending\"}");
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private Calls.Call typed(String answers, String... arguments) {
    return calls.runWith(answers.getBytes(StandardCharsets.UTF_8), true, arguments);
  }

  @Test
  void aReviewShowsWhatWasAskedSaidDeniedAndChanged() {
    Calls.Call call = calls.run("review", "task-1");
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("rejected 1 of 3 times", "$0.005", "add a test", "no tabs", "added", "Bash: rm")
        .contains("changed on b, 1 commit", " a.txt | 1 +", "+new\n")
        .doesNotContain("\u001b");
    assertThat(call.err()).contains("waits for review").contains("--approve");
    assertThat(calls.run("review", "--no-patch", "task-1").out()).doesNotContain("+new");
    assertThat(calls.run("review", "--json", "task-1").out()).isEqualTo(REVIEW + "\n");
    assertThat(daemon.requests()).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void onATerminalThePatchIsColouredAndTheDecisionIsAskedFor() {
    Calls.Call call = typed("a\n", "review", "task-1");
    assertThat(call.out()).contains("\u001b[32m+new").contains("task-1 completed");
    assertThat(call.err()).contains("approve, reject or leave").contains("agentpool merge task-1");
    Calls.Call rejected = typed("x\nr\n\nr\nsmaller\n", "review", "task-1");
    assertThat(rejected.out()).contains("task-1 pending");
    assertThat(daemon.requests())
        .contains("POST /v1/tasks/task-1/reject {\"feedback\":\"smaller\"}");
    assertThat(typed("", "review", "task-1").err()).contains("still waits for review");
    assertThat(typed("l\n", "review", "task-1").code()).isZero();
  }

  @Test
  void decisionsCanBeFlags() {
    assertThat(calls.run("review", "task-1", "--approve").out()).isEqualTo("task-1 completed\n");
    assertThat(calls.run("review", "task-1", "--reject", "no").out()).isEqualTo("task-1 pending\n");
    assertThat(calls.run("review", "task-1", "--reject", " ").code()).isEqualTo(2);
    assertThat(calls.run("review", "task-1", "--reject", "a", "--approve").code()).isEqualTo(2);
    assertThat(calls.run("review", "--approve").code()).isEqualTo(2);
  }

  @Test
  void withoutAnIdWhatWaitsIsListed() {
    String path =
        "GET /v1/tasks?dir="
            + temp.resolve("project").toString().replace("/", "%2F")
            + "&state=pending_review&limit=200";
    daemon.answer(path, 200, "{\"items\":[]}");
    assertThat(calls.runWith(new byte[0], true, "review"))
        .isEqualTo(new Calls.Call(0, "", "nothing waits for review\n"));
  }

  @Test
  void aChangeThatCannotBeShownSaysWhy() {
    daemon.answer(
        "GET /v1/tasks/task-2/review",
        200,
        "{\"task\":{\"id\":\"task-2\",\"state\":\"completed\"},\"change\":null,\"problem\":\"the"
            + " branch is gone\"}");
    assertThat(calls.run("review", "task-2").out())
        .contains("the change cannot be shown: the branch is gone");
  }

  @Test
  void aPagerThatIsNotThereLosesNothing() {
    Calls paged = calls.with("AGENTPOOL_PAGER", "/no/such/pager 2>/dev/null");
    assertThat(paged.runWith(new byte[0], true, "review", "task-1").out()).contains("+new");
  }

  @Test
  void mergeSaysWhereTheCommitsWentOrWhyNot() {
    daemon.answer(
        "POST /v1/tasks/task-1/merge",
        200,
        "{\"into\":\"main\",\"commit\":\"0123456789abcdef\",\"commits\":2}");
    daemon.answer(
        "POST /v1/tasks/task-2/merge",
        409,
        "{\"detail\":\"a.txt conflicts\",\"code\":\"merge_refused\"}");
    assertThat(calls.run("merge", "--check", "make test", "task-1"))
        .isEqualTo(new Calls.Call(0, "merged 2 commits into main, now 0123456789\n", ""));
    assertThat(daemon.requests()).contains("POST /v1/tasks/task-1/merge {\"check\":\"make test\"}");
    assertThat(calls.run("merge", "task-2"))
        .isEqualTo(new Calls.Call(3, "", "agentpool: a.txt conflicts\n"));
  }
}
