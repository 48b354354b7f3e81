package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tasks left, at the command line. */
class LeftCommandsTest {
  private static final String FILE =
      "{\"kind\":\"%s\",\"path\":\"/a/%s\",\"exists\":%s,\"sha256\":%s}";
  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private String encoded() {
    return "dir=" + temp.resolve("project").toString().replace("/", "%2F");
  }

  private static String manifest(String... files) {
    return "{\"session_id\":\"task-1\",\"artifact_dir\":\"/a\",\"files\":["
        + String.join(",", files)
        + "]}";
  }

  @Test
  void artifactsListsThoseThatAreThere() {
    daemon.answer(
        "GET /v1/artifacts/task-1",
        200,
        manifest(
            FILE.formatted("diff", "diff.patch", true, "\"abc\""),
            FILE.formatted("screen", "latest_screen.txt", false, "null")));
    assertThat(calls.run("artifacts", "task-1").out())
        .startsWith("artifact_dir: /a\n")
        .contains("diff.patch", "abc")
        .doesNotContain("latest_screen");
    daemon.answer(
        "GET /v1/artifacts/task-2",
        200,
        manifest(FILE.formatted("screen", "latest_screen.txt", false, "null")));
    assertThat(calls.run("artifacts", "task-2").out()).contains("files: none");
    assertThat(calls.run("artifacts", "../x").code()).isEqualTo(5);
    assertThat(calls.run("artifacts").code()).isEqualTo(2);
  }

  @Test
  void whatIsRefusedSaysWhatHelpsInTheControlPlanesWords() {
    daemon.answer(
        "GET /v1/artifacts/ap_000000000001/transcript?limit=0",
        400,
        "{\"detail\":\"'limit' must be 1 to 200000\",\"code\":\"invalid_transcript_range\",\"details\":{\"control_code\":\"INVALID_TRANSCRIPT_RANGE\"}}");
    Calls.Call refused = calls.run("transcript", "--limit", "0", "--json", "ap_000000000001");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("\"code\":\"invalid_transcript_range\"")
        .contains("\"control_code\":\"INVALID_TRANSCRIPT_RANGE\"")
        .contains("agentpool transcript <session-id> --offset 0 --limit 4000 --json");
    for (String name : new String[] {"artifacts", "collect", "transcript"}) {
      assertThat(calls.run(name).err()).contains("try: agentpool " + name + " <session-id>");
    }
  }

  @Test
  void collectSaysWhatIsWantedAndWarnsOfWhatIsMissing() {
    daemon.answer(
        "POST /v1/artifacts/task-1/collect",
        200,
        "{\"session_id\":\"task-1\",\"state\":\"COMPLETED\",\"artifact_dir\":\"/a\",\"artifacts\":"
            + "[{\"kind\":\"diff\",\"path\":\"/a/diff.patch\"}],\"git\":{\"changed_files\":[\"x\"]},\"warnings\":[{\"code\":\"diff_incomplete\",\"message\":\"sub"
            + " is left out\"}],"
            + "\"worker_output\":{\"included\":true,\"text\":\"BEGIN\\nhi\\nEND\"}}");
    var collected = calls.run("collect", "--detail", "excerpt", "--no-diff", "task-1");
    assertThat(collected.out())
        .contains("artifact_dir: /a", "diff: /a/diff.patch", "changed: x", "BEGIN\nhi\nEND");
    assertThat(collected.err()).contains("warning: sub is left out");
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/artifacts/task-1/collect"
                + " {\"include_diff\":false,\"include_transcript\":true,\"detail\":\"excerpt\"}");
  }

  @Test
  void aTranscriptIsPrintedAsItIsAndSaysWhereTheNextPageBegins() {
    daemon.answer(
        "GET /v1/artifacts/task-1/transcript?offset=5&limit=10",
        200,
        "{\"text\":\"[red]not markup\\n\",\"has_more\":true,\"next_offset\":15}");
    var page = calls.run("transcript", "--offset", "5", "--limit", "10", "task-1");
    assertThat(page.out()).isEqualTo("[red]not markup\n");
    assertThat(page.err()).contains("--offset 15");
    daemon.answer(
        "GET /v1/artifacts/task-1/transcript?tail_lines=2",
        200,
        "{\"text\":\"a\\nb\\n\",\"has_more\":true,\"next_offset\":15}");
    assertThat(calls.run("transcript", "--tail-lines", "2", "task-1").err()).isEmpty();
  }

  @Test
  void aWorktreeIsClearedAwayAndSaysWhereItsWorkIs() {
    daemon.answer(
        "GET /v1/worktrees?" + encoded(),
        200,
        "{\"worktrees\":[{\"session_id\":\"task-1\",\"kind\":\"worktree\",\"active\":true,"
            + "\"exists\":true,\"branch\":\"refs/heads/agentpool/task-1\",\"path\":\"/w\"}]}");
    assertThat(calls.run("worktrees").out())
        .contains("task-1", "active", " agentpool/task-1", "/w");
    daemon.answer(
        "DELETE /v1/worktrees/task-1?force=true&dry_run=false",
        200,
        "{\"removed\":true,\"path\":\"/w\",\"branch\":\"agentpool/task-1\",\"aside\":[\"/k\"]}");
    assertThat(calls.run("worktrees", "cleanup", "--session-id", "task-1", "--yes").out())
        .isEqualTo("removed /w; its work is on agentpool/task-1\nput aside: /k\n");
    daemon.answer(
        "DELETE /v1/worktrees/task-1?force=false&dry_run=true",
        200,
        "{\"removed\":false,\"path\":\"/w\",\"reason\":\"dirty\",\"aside\":[]}");
    assertThat(calls.run("worktrees", "cleanup", "--task", "task-1", "--dry-run").out())
        .isEqualTo("/w stays: dirty\n");
    assertThat(calls.run("worktrees", "cleanup").code()).isEqualTo(2);
  }

  @Test
  void retentionOnlyTellsUnlessItIsToBeNow() {
    String report =
        "{\"removed\":[{\"session_id\":\"task-1\",\"bytes\":7,\"reason\":\"age\"}],"
            + "\"removed_bytes\":7,\"kept\":2,\"kept_bytes\":9}";
    daemon.answer("GET /v1/retention", 200, report);
    daemon.answer("POST /v1/retention", 200, report);
    assertThat(calls.run("retention").out()).contains("task-1", "would remove 7 bytes");
    assertThat(calls.run("retention", "--now").out()).contains("\nremoved 7 bytes");
    assertThat(daemon.requests()).containsExactly("GET /v1/retention", "POST /v1/retention {}");
  }
}
