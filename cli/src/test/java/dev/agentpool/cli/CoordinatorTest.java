package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator run without a terminal. */
class CoordinatorTest {
  private static final String DONE =
      "{\"success\":true,\"output\":\"ok\",\"cost_usd\":0.5,\"tasks_completed\":2,\"duration_secs\":3,\"exit_code\":0}";

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

  private void ends(String result) {
    daemon.chunked(
        "POST /v1/coordinator",
        "text/event-stream",
        "id: 0\nevent: started\ndata: {\"task_id\":\"task-1\"}\n\n"
            + "id: 1\nevent: progress\ndata: {\"type\":\"tool_use\",\"data\":{\"tool\":\"pool_run\",\"summary\":\"x\"}}\n\n"
            + "id: 3\nevent: result\ndata: "
            + result
            + "\n\n");
  }

  @Test
  void itsResultIsOneJsonObjectAndItsProgressIsTalk() {
    ends(DONE);
    assertThat(
            calls.run(
                "run",
                "--coordinator",
                "--timeout",
                "30m",
                "--coordinator-permission-mode",
                "plan",
                "--model",
                "m",
                "--max-budget-usd",
                "2",
                "triage"))
        .isEqualTo(new Calls.Call(0, DONE + "\n", "→ pool_run x\n"));
    assertThat(daemon.requests())
        .singleElement()
        .asString()
        .startsWith(
            "POST /v1/coordinator {\"prompt\":\"triage\",\"settings\":{\"model\":\"m\",\"timeout\":\"30m\"},"
                + "\"max_budget_usd\":2,\"dir\":\""
                + temp.resolve("project")
                + "\",\"permission_mode\":\"plan\",\"timeout_ms\":1800000,"
                + "\"idempotency_key\":\"coordinator-");
  }

  @Test
  void itsExitCodeTellsFailureFromTime() {
    ends("{\"success\":false,\"exit_code\":2}");
    ends("{\"success\":false,\"exit_code\":1}");
    assertThat(calls.run("run", "--coordinator", "-q", "x").code()).isEqualTo(2);
    Calls.Call failed = calls.run("run", "--coordinator", "-q", "x");
    assertThat(failed).isEqualTo(new Calls.Call(1, "{\"success\":false,\"exit_code\":1}\n", ""));
  }

  @Test
  void itsResultMayGoToAFile() throws IOException {
    ends(DONE);
    assertThat(calls.run("run", "--coordinator", "-q", "--output-file", "r.json", "x").out())
        .isEmpty();
    assertThat(temp.resolve("project/r.json")).hasContent(DONE);
    assertThat(calls.run("run", "--coordinator", "--output-file", "no/r.json", "x").err())
        .contains("cannot write to");
    assertThat(daemon.requests()).hasSize(1);
  }

  @Test
  void aStreamWithoutAResultIsNoSuccess() {
    for (int i = 0; i < 20; i++) {
      daemon.chunked("POST /v1/coordinator", "text/event-stream", ": silence\n\n");
    }
    Calls.Call call = calls.run("run", "--coordinator", "x");
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("goes away again and again");
  }

  @Test
  void whatIsLostIsAskedForAgainByTheSameKey() {
    daemon.chunked("POST /v1/coordinator", "text/event-stream", ": silence\n\n");
    ends(DONE);
    assertThat(calls.run("run", "--coordinator", "--idempotency-key", "k", "x").code()).isZero();
    assertThat(daemon.requests().stream().filter(request -> request.startsWith("POST")))
        .hasSize(2)
        .allMatch(request -> request.endsWith("\"idempotency_key\":\"k\"}"));
  }

  @Test
  void itsFlagsGoWithIt() {
    assertThat(calls.run("run", "--output-file", "r", "x").err()).contains("go with --coordinator");
    assertThat(daemon.requests()).isEmpty();
  }
}
