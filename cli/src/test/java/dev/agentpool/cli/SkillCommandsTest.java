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

/** Skills and agents at the command line. */
class SkillCommandsTest {
  private static final String TASK =
      "{\"id\":\"task-1\",\"state\":\"completed\",\"result\":{\"output\":\"fine\"}}";

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

  private String dir() {
    return "{\"dir\":\"" + temp.resolve("project") + "\"";
  }

  private String encoded() {
    return "?dir=" + temp.resolve("project").toString().replace("/", "%2F");
  }

  @Test
  void skillsAreListedWithWhatIsWrongWithFiles() {
    daemon.answer(
        "GET /v1/skills" + encoded(),
        200,
        "[{\"name\":\"explain\",\"source\":\"project\",\"scope\":\"task\",\"description\":\"tells\",\"arguments\":"
            + "[{\"name\":\"file\",\"required\":true}]}]");
    daemon.answer(
        "GET /v1/skill-diagnostics" + encoded(),
        200,
        "[{\"level\":\"error\",\"place\":\"/s/SKILL.md\",\"line\":3,\"message\":\"no end\"}]");
    Calls.Call call = calls.run("skill");
    assertThat(call.out()).contains("explain  project  task   file");
    assertThat(call.err()).isEqualTo("error: /s/SKILL.md:3: no end\n");
  }

  @Test
  void aSkillIsAddedAsItIsSaid() {
    daemon.answer("POST /v1/skills", 201, "{\"name\":\"explain\",\"overwritten\":false}");
    Calls.Call call =
        calls.runWith(
            "explain {file} $ARGUMENTS".getBytes(StandardCharsets.UTF_8),
            false,
            "skill",
            "add",
            "explain",
            "-",
            "--required",
            "file=which one",
            "--optional",
            "tone",
            "--set",
            "allowed_tools=[\"Read\"]");
    assertThat(call).isEqualTo(new Calls.Call(0, "added explain\n", ""));
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/skills "
                + dir()
                + ",\"name\":\"explain\",\"description\":\"\",\"prompt\":\"explain {file}"
                + " $ARGUMENTS\",\"arguments\":[{\"name\":\"file\",\"description\":\"which"
                + " one\",\"required\":true},"
                + "{\"name\":\"tone\",\"description\":\"\",\"required\":false}],"
                + "\"config\":{\"allowed_tools\":[\"Read\"]}}");
    assertThat(calls.run("skill", "add", "x").err()).contains("a prompt is missing");
    assertThat(calls.run("skill", "add", "..", "x").code()).isEqualTo(2);
  }

  @Test
  void aSkillsNameCannotLeaveItsPlaceInThePath() {
    daemon.answer("DELETE /v1/skills/..%2F..%2Ftasks" + encoded(), 404, "{\"detail\":\"no\"}");
    assertThat(calls.run("skill", "remove", "../../tasks").code()).isEqualTo(5);
    assertThat(calls.run("skill", "remove", "..").code()).isEqualTo(2);
    assertThat(calls.run("skill", "show", "").code()).isEqualTo(2);
  }

  @Test
  void savingAndEjectingPrintTheFile() {
    daemon.answer("POST /v1/skills/a/save", 200, "{\"saved\":\"a\",\"path\":\"/p/a/SKILL.md\"}");
    daemon.answer(
        "POST /v1/skills/b/eject", 200, "{\"path\":\"/p/b/SKILL.md\",\"hint\":\"edit it\"}");
    assertThat(calls.run("skill", "save", "a", "--to", "mine").out()).isEqualTo("/p/a/SKILL.md\n");
    assertThat(calls.run("skill", "eject", "b"))
        .isEqualTo(new Calls.Call(0, "/p/b/SKILL.md\n", "edit it\n"));
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/skills/a/save " + dir() + ",\"directory\":\"mine\"}",
            "POST /v1/skills/b/eject " + dir() + "}");
  }

  @Test
  void aSkillIsRunAndFollowedLikeATask() {
    daemon.answer("POST /v1/skills/explain/run", 202, "{\"task_id\":\"task-1\"}");
    daemon.chunked(
        "GET /v1/tasks/task-1/events?follow=true&after=0",
        "text/event-stream",
        "id: 1\nevent: end\ndata: " + TASK + "\n\n");
    assertThat(calls.run("skill", "run", "explain", "file=a=b", "--model", "m").out())
        .isEqualTo("fine\n");
    assertThat(daemon.requests())
        .contains(
            "POST /v1/skills/explain/run "
                + dir()
                + ",\"settings\":{\"model\":\"m\"},\"arguments\":{\"file\":\"a=b\"},\"wait\":false}");
    assertThat(calls.run("skill", "run", "explain", "--detach").out()).isEqualTo("task-1\n");
    assertThat(calls.run("skill", "run", "explain", "=x").code()).isEqualTo(2);
  }

  @Test
  void agentsAreListedShownAndDriven() {
    daemon.answer(
        "GET /v1/agents" + encoded(),
        200,
        "{\"agents\":[{\"name\":\"reviewer\",\"pid\":42,\"task_id\":null,\"description\":\"reviews\"}],"
            + "\"diagnostics\":[]}");
    assertThat(calls.run("agent").out()).contains("reviewer  42       -     reviews");
    assertThat(calls.run("agent", "show", "reviewer").out()).contains("pid: 42");
    assertThat(calls.run("agent", "show", "nobody").err()).contains("there are reviewer");
    daemon.answer("POST /v1/agents/reviewer/warmup", 200, "{\"agent\":\"reviewer\",\"pid\":43}");
    daemon.answer("POST /v1/agents/reviewer/reset", 200, "{\"reset\":false}");
    daemon.answer("POST /v1/agents/reviewer/invoke", 202, "{\"task_id\":\"task-1\"}");
    assertThat(calls.run("agent", "warmup", "reviewer").out()).contains("process 43");
    assertThat(calls.run("agent", "reset", "reviewer").out()).contains("had no process");
    daemon.answer("POST /v1/agents/nobody/reset", 200, "{\"reset\":false}");
    assertThat(calls.run("agent", "reset", "nobody"))
        .satisfies(none -> assertThat(none.code()).isEqualTo(5))
        .satisfies(none -> assertThat(none.err()).contains("agent not found: nobody"));
    assertThat(
            calls.run("agent", "invoke", "--detach", "--timeout", "2m", "reviewer", "look").out())
        .isEqualTo("task-1\n");
    assertThat(daemon.requests())
        .last()
        .asString()
        .contains("\"task\":\"look\",\"timeout_ms\":120000,\"wait\":false}");
    assertThat(calls.run("agent", "invoke", "reviewer", " ").code()).isEqualTo(2);
    assertThat(calls.run("agent", "invoke", "reviewer").code()).isEqualTo(2);
  }
}
