package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one does next with a task's work. */
class NextCommandsTest {
  @TempDir Path temp;
  private Path project;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    project = Files.createDirectory(temp.resolve("project"));
    calls = new Calls(temp.resolve("home"), project, null);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private void review(String task, String change, String problem) {
    daemon.answer(
        "GET /v1/tasks/task-1/review",
        200,
        "{\"task\":{\"id\":\"task-1\","
            + task
            + "},\"change\":"
            + change
            + ",\"problem\":"
            + problem
            + "}");
  }

  private void place(String state, String path, String branch, String head, String more) {
    daemon.answer(
        "GET /v1/tasks/task-1/place",
        200,
        "{\"task_id\":\"task-1\",\"state\":\""
            + state
            + "\",\"repo_path\":\""
            + project
            + "\",\"path\":"
            + path
            + ",\"branch\":"
            + branch
            + ",\"head\":"
            + head
            + more
            + "}");
  }

  @Test
  void aDiffIsThePatchAndNothingElse() {
    String change =
        "{\"branch\":\"b\",\"commits\":1,\"stat\":\" a.txt | 1 +\","
            + "\"patch\":\"diff --git a/a b/a\\n+new\\u001b]0;x\\u0007\\n \\n\"}";
    review("\"state\":\"completed\"", change, "null");
    assertThat(calls.run("diff", "task-1"))
        .isEqualTo(new Calls.Call(0, "diff --git a/a b/a\n+new\u001b]0;x\u0007\n \n", ""));
    assertThat(calls.run("diff", "--stat", "task-1"))
        .isEqualTo(new Calls.Call(0, " a.txt | 1 +\n", ""));
    assertThat(calls.run("diff", "--json", "task-1").out()).contains("\"patch\":");
    assertThat(calls.runWith(new byte[0], true, "diff", "task-1").out()).contains("\u001b[32m+new");
  }

  @Test
  void whyThereIsNoDiffIsASentence() {
    review("\"state\":\"completed\"", "null", "null");
    assertThat(calls.run("diff", "task-1"))
        .isEqualTo(new Calls.Call(0, "", "task-1 changed nothing\n"));
    stopAndStart();
    review(
        "\"state\":\"completed\",\"result\":{\"workspace\":{\"mode\":\"shared\"}}", "null", "null");
    assertThat(calls.run("diff", "task-1").err()).contains("worked in the project itself");
    stopAndStart();
    review("\"state\":\"completed\",\"role\":\"step\",\"plan\":\"chain-1\"", "null", "null");
    assertThat(calls.run("diff", "task-1").err()).contains("agentpool diff chain-1");
    stopAndStart();
    review("\"state\":\"running\"", "null", "null");
    assertThat(calls.run("diff", "task-1"))
        .isEqualTo(
            new Calls.Call(
                3,
                "",
                "agentpool: task-1 is still running: agentpool collect task-1 makes a diff of what"
                    + " there is so far\n"));
    stopAndStart();
    review("\"state\":\"blocked\"", "null", "null");
    assertThat(calls.run("diff", "task-1").err()).contains("has not begun");
    stopAndStart();
    review("\"state\":\"completed\"", "null", "\"its branch is gone\"");
    assertThat(calls.run("diff", "task-1").code()).isEqualTo(3);
    assertThat(calls.run("diff", "task-1").err()).contains("its branch is gone");
    assertThat(calls.run("diff", "no such id").code()).isEqualTo(5);
    assertThat(calls.run("diff").code()).isEqualTo(2);
  }

  private void stopAndStart() {
    try {
      daemon.close();
      Files.deleteIfExists(temp.resolve("home/state/run/daemon.sock"));
      daemon = new FakeDaemon(temp.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void openRunsTheUsersShellOrEditorThereAndPrintsTheDirectoryToAScript() throws IOException {
    Path there = Files.createDirectories(temp.resolve("work tree"));
    place("completed", "\"" + there + "\"", "\"b\"", "\"c0ffee\"", ",\"mode\":\"worktree\"");
    assertThat(calls.run("open", "task-1")).isEqualTo(new Calls.Call(0, there + "\n", ""));
    Path shell = script("shell", "pwd -P > \"$0.pwd\"; exit 7");
    Calls.Call opened =
        calls.with("SHELL", shell.toString()).runWith(new byte[0], true, "open", "task-1");
    assertThat(opened.code()).isZero();
    assertThat(opened.err()).contains("next task takes this worktree over", "exit leaves it");
    assertThat(Path.of(shell + ".pwd")).hasContent(there.toRealPath().toString());
    Path editor = script("editor", "printf '%s|' \"$@\" > \"$0.args\"");
    Calls editing = calls.with("EDITOR", editor + " --wait");
    assertThat(editing.run("open", "--editor", "task-1").code()).isZero();
    assertThat(Path.of(editor + ".args")).hasContent("--wait|" + there + "|");
    assertThat(calls.run("open", "--editor", "task-1").code()).isEqualTo(2);
    assertThat(calls.run("open", "--editor", "task-1").err()).contains("VISUAL or EDITOR");
    assertThat(calls.with("EDITOR", "exit 5;").run("open", "--editor", "task-1").code())
        .isEqualTo(5);
  }

  @Test
  void whereTheWorkIsWhenItsDirectoryIsGone() {
    place("completed", "null", "\"agentpool/task-1\"", "\"c0ffee\"", "");
    Calls.Call gone = calls.run("open", "task-1");
    assertThat(gone.code()).isEqualTo(3);
    assertThat(gone.err())
        .contains("agentpool checkout task-1", "git worktree add DIR agentpool/task-1");
    stopAndStart();
    place("completed", "null", "\"agentpool/task-1\"", "null", "");
    assertThat(calls.run("open", "task-1").err()).contains("so is its branch agentpool/task-1");
    stopAndStart();
    place("failed", "null", "null", "null", "");
    assertThat(calls.run("open", "task-1").err()).contains("it left no branch");
    stopAndStart();
    place("pending", "null", "null", "null", "");
    assertThat(calls.run("open", "task-1").err()).contains("has not begun");
  }

  @Test
  void checkoutSaysWhereOneIsAndHowToGoBack() {
    String request = "POST /v1/tasks/task-1/checkout";
    daemon.answer(
        request,
        200,
        "{\"path\":\"/p\",\"from\":\"main\",\"branch\":\"b\",\"commit\":\"0123456789abcdef\"}");
    daemon.answer(
        request,
        200,
        "{\"path\":\"/p\",\"from\":\"b\",\"branch\":\"b\",\"commit\":\"0123456789abcdef\"}");
    daemon.answer(request, 409, "{\"detail\":\"uncommitted\",\"code\":\"checkout_refused\"}");
    assertThat(calls.run("checkout", "task-1"))
        .isEqualTo(
            new Calls.Call(0, "/p is now on b, 0123456789\n", "back with: git switch main\n"));
    assertThat(calls.run("checkout", "task-1"))
        .isEqualTo(new Calls.Call(0, "/p is on b, 0123456789\n", ""));
    assertThat(calls.run("checkout", "task-1"))
        .isEqualTo(new Calls.Call(3, "", "agentpool: uncommitted\n"));
  }

  @Test
  void undoSaysWhatWasUndoneWhereTheWorkIsAndHowToHaveItAgain() {
    daemon.answer(
        "POST /v1/tasks/task-1/undo",
        200,
        "{\"into\":\"main\",\"merges\":[\"aaaaaaaaaaaaaaaa\"],\"commits\":[\"bbbbbbbbbbbbbbbb\"],"
            + "\"branch\":\"agentpool/task-1\",\"restored\":true}");
    assertThat(calls.run("undo", "task-1"))
        .isEqualTo(
            new Calls.Call(
                0,
                "undid 1 merge in main (aaaaaaaaaa), now bbbbbbbbbb\n",
                "its work is again on agentpool/task-1; git counts that as merged: to have it in"
                    + " again, git revert bbbbbbbbbb\n"));
    daemon.answer(
        "POST /v1/tasks/task-2/undo", 409, "{\"detail\":\"no\",\"code\":\"undo_refused\"}");
    assertThat(calls.run("undo", "task-2")).isEqualTo(new Calls.Call(3, "", "agentpool: no\n"));
  }

  @Test
  void pruneTellsWhatItWouldDoAndDoesItOnlyWhenItIsTold() {
    String told =
        "\"branches\":[{\"branch\":\"agentpool/task-1\",\"removed\":true,\"reason\":\"merged\"},"
            + "{\"branch\":\"agentpool/task-2\",\"removed\":false,\"reason\":\"not_merged\"}],"
            + "\"trees\":[{\"path\":\"/w/slot-1\",\"removed\":true,\"reason\":\"kept_on_branch\","
            + "\"bytes\":3145728}],\"removed_bytes\":3145728}";
    daemon.answer("GET /v1/retention", 200, "{\"removed\":[],\"removed_bytes\":0}");
    daemon.answer(
        "GET /v1/prune?dir="
            + URLEncoder.encode(temp.resolve("project").toString(), StandardCharsets.UTF_8)
            + "&older_than_ms=604800000",
        200,
        "{\"dry_run\":true," + told);
    assertThat(calls.run("prune", "--older-than", "7d"))
        .isEqualTo(
            new Calls.Call(
                0,
                "would remove agentpool/task-1  (merged)\n"
                    + "stays: agentpool/task-2  (has commits that what is checked out has not)\n"
                    + "would remove /w/slot-1  3.0 MiB  (its work is on its branch)\n"
                    + "\n"
                    + "would remove 1 branch, 1 worktree (3.0 MiB), files of 0 former runs (0 bytes"
                    + " of all pools)\n",
                "nothing was removed: agentpool prune --yes does it\n"));
    daemon.answer("POST /v1/prune", 200, "{\"dry_run\":false," + told);
    daemon.answer("POST /v1/retention", 200, "{\"removed\":[],\"removed_bytes\":0}");
    assertThat(calls.run("prune", "--yes").out()).contains("removed agentpool/task-1  (merged)");
    assertThat(calls.run("prune", "--yes", "--dry-run").code()).isEqualTo(2);
    assertThat(calls.run("prune", "--older-than", "soon").code()).isEqualTo(2);
  }

  @Test
  void aReportThatIsAskedForATimeNobodyUnderstandsIsRefused() {
    assertThat(calls.run("report", "--since", "yesterdayish").code()).isEqualTo(2);
  }

  private Path script(String name, String body) throws IOException {
    Path script = Files.createDirectories(temp.resolve("bin")).resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @Test
  void aReportTellsWhatSchedulesMissed() throws IOException {
    String since = "2026-03-28T01:00";
    long millis =
        LocalDateTime.parse(since).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    daemon.answer(
        "GET /v1/report?dir="
            + URLEncoder.encode(project.toString(), StandardCharsets.UTF_8)
            + "&since_ms="
            + millis,
        200,
        "{\"missed\":[{\"schedule\":\"nightly\",\"last_missed\":{\"count\":2,\"times\":[{\"local\":"
            + "\"2026-03-28T02:00+01:00\"}],\"why\":\"no daemon ran\",\"made_up\":true}}]}");
    assertThat(calls.run("report", "--since", since).out())
        .contains("schedules with missed times: 1\n  nightly: 2 missed, 2026-03-28T02:00+01:00")
        .contains("no daemon ran; one task makes up for them");
  }

  private void task() {
    place("completed", "null", "\"agentpool/task-1\"", "\"c0ffee\"", "");
    daemon.answer(
        "GET /v1/tasks/task-1",
        200,
        "{\"id\":\"task-1\",\"prompt\":\"Fix the user's bug\\nall of it\",\"result\":{\"output\":"
            + "\"Fixed.\"}}");
  }

  @Test
  void aPullRequestIsPushedByGitAndOpenedByGh() throws Exception {
    task();
    Path origin = temp.resolve("origin.git");
    git(temp, "init", "-q", "--bare", origin.toString());
    git(project, "init", "-q", "-b", "main");
    git(project, "commit", "-q", "--allow-empty", "-m", "first");
    git(project, "branch", "agentpool/task-1");
    git(project, "remote", "add", "origin", origin.toString());
    Path gh =
        script(
            "gh",
            "[ \"$1\" = repo ] && exit 0\nprintf '%s\\n' \"$@\" > \"$0.args\"\n"
                + "echo Creating; echo https://example.org/pull/7; echo a new gh is there");
    Calls here = calls.with("PATH", gh.getParent() + ":/usr/bin:/bin").with("HOME", temp + "");
    assertThat(here.run("pr", "--base", "main", "--draft", "task-1"))
        .isEqualTo(new Calls.Call(0, "https://example.org/pull/7\n", ""));
    assertThat(Files.readString(Path.of(gh + ".args")))
        .isEqualTo(
            "pr\ncreate\n--head\nagentpool/task-1\n--base\nmain\n--draft\n--title\nFix the user's"
                + " bug\n--body\nFixed.\n\nAsked of an agent (task-1):\n\n> Fix the user's bug\n>"
                + " all of it\n\n");
    assertThat(git(origin, "for-each-ref", "--format=%(refname)"))
        .isEqualTo("refs/heads/agentpool/task-1");
    assertThat(here.run("pr", "--json", "task-1").out())
        .isEqualTo("{\"branch\":\"agentpool/task-1\",\"url\":\"https://example.org/pull/7\"}\n");
    script("gh", "[ \"$1\" = repo ] && exit 0; echo already exists; exit 1");
    assertThat(here.run("pr", "task-1").err())
        .contains("is pushed, but gh opened no pull request: already exists");
  }

  @Test
  void whatIsMissingForAPullRequestIsSaidAndNothingIsPushed() throws Exception {
    task();
    git(project, "init", "-q");
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("git"), Path.of("/usr/bin/git"));
    Calls here = calls.with("PATH", bin.toString()).with("HOME", temp.toString());
    Calls.Call missing = here.run("pr", "task-1");
    assertThat(missing.code()).isEqualTo(4);
    assertThat(missing.err())
        .contains("has no remote 'origin'", "gh, GitHub's command line, is not installed")
        .contains("nothing was pushed", "agentpool pr --dry-run task-1");
    Calls.Call dry = here.run("pr", "--dry-run", "--remote", "fork", "task-1");
    assertThat(dry.code()).isZero();
    assertThat(dry.out())
        .contains("git push fork refs/heads/agentpool/task-1:refs/heads/agentpool/task-1\n")
        .contains("gh pr create --head agentpool/task-1 --title 'Fix the user'\\''s bug' --body");
    assertThat(dry.err()).contains("has no remote 'fork'");
    script("gh", "echo to get started, run: gh auth login; exit 4");
    assertThat(here.with("PATH", bin + ":/bin").run("pr", "task-1").err())
        .contains("gh cannot use this project's repository: to get started, run: gh auth login")
        .contains("nothing was pushed");
    assertThat(here.run("pr", "--remote", "-x", "task-1").code()).isEqualTo(2);
    stopAndStart();
    place("running", "null", "\"b\"", "\"c\"", "");
    daemon.answer("GET /v1/tasks/task-1", 200, "{\"id\":\"task-1\"}");
    assertThat(here.run("pr", "task-1").code()).isEqualTo(3);
    stopAndStart();
    place("completed", "null", "null", "null", "");
    daemon.answer("GET /v1/tasks/task-1", 200, "{\"id\":\"task-1\"}");
    assertThat(here.run("pr", "task-1").err()).contains("has no branch");
  }

  private static String git(Path directory, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}
