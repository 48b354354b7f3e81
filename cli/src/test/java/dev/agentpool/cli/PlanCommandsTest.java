package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains, workflows and routing at the command line. */
class PlanCommandsTest {
  private static final byte[] NOTHING = new byte[0];
  private static final String ID = "{\"chain_id\":\"chain-1\",\"total_steps\":2}";
  private static final String ENDED = "{\"chain_id\":\"chain-1\",\"status\":\"completed\"}";
  private static final String RESULT =
      "{\"chain_id\":\"chain-1\",\"status\":\"completed\",\"steps\":[{\"name\":\"step-1\",\"success\":true}],\"final_output\":\"all"
          + " done\\u001b[2J\",\"cost_microdollars\":2000,\"cost_known\":true,\"success\":true}";

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
    return "\"dir\":\"" + temp.resolve("project") + "\"";
  }

  private String encoded() {
    return "dir=" + temp.resolve("project").toString().replace("/", "%2F");
  }

  private static String event(String mark, String type, String data) {
    return "id: " + mark + "\nevent: " + type + "\ndata: " + data + "\n\n";
  }

  @Test
  void aChainIsFollowedAndItsOutputIsPrinted() {
    daemon.answer("POST /v1/chains", 202, ID).answer("GET /v1/chains/chain-1", 200, ENDED);
    daemon.answer("GET /v1/chains/chain-1/result", 200, RESULT);
    daemon.chunked(
        "GET /v1/chains/chain-1/stream",
        "text/event-stream",
        event("0:0=0", "step_start", "{\"step\":0,\"name\":\"step-1\"}")
            + event("0:0=1", "step_output", "{\"step\":0,\"name\":\"step-1\",\"chunk\":\"hm\"}")
            + event(
                "1:",
                "step_complete",
                "{\"step\":0,\"name\":\"step-1\",\"success\":true,\"cost_microdollars\":2000}")
            + event("1:", "chain_complete", "{\"chain_id\":\"chain-1\"}"));
    Calls.Call call = calls.run("chain", "--isolation", "none", "one", "then {previous_output}");
    assertThat(call)
        .isEqualTo(
            new Calls.Call(
                0,
                "all done\n",
                "▸ step-1\n✓ step-1  completed  $0.002\nchain-1 completed, 1 step done, $0.002\n"));
    assertThat(daemon.requests())
        .contains(
            "POST /v1/chains {"
                + dir()
                + ",\"steps\":[{\"prompt\":\"one\"},{\"prompt\":\"then {previous_output}\"}],"
                + "\"isolation\":\"none\"}");
    assertThat(calls.runWith(new byte[0], true, "chain", "x").err()).contains("hm");
  }

  /** What stands for a plan says so: neither its id nor those of its steps are looked at. */
  private void plan() {
    daemon.answer(
        "GET /v1/tasks/p9",
        200,
        "{\"id\":\"p9\",\"role\":\"plan\",\"state\":\"completed\",\"after\":[\"a1\",\"f1\"],\"output\":\""
            + RESULT.replace("\\", "\\\\").replace("\"", "\\\"")
            + "\"}");
    daemon.answer(
        "GET /v1/tasks/a1",
        200,
        "{\"id\":\"a1\",\"role\":\"step\",\"step\":\"step-1\",\"state\":\"completed\"}");
    daemon.answer(
        "GET /v1/tasks/f1", 200, "{\"id\":\"f1\",\"role\":\"finish\",\"step\":\"finish\"}");
  }

  @Test
  void theLogsOfAPlanAreThoseOfItsStepsOneAfterAnother() {
    plan();
    daemon.chunked(
        "GET /v1/tasks/a1/events?follow=false&after=0",
        "text/event-stream",
        event("1", "text", "{\"text\":\"hello\"}"));
    assertThat(calls.run("logs", "p9"))
        .isEqualTo(new Calls.Call(0, "✓ step-1  a1  completed\nhello\n", ""));
    assertThat(daemon.requests()).noneMatch(asked -> asked.contains("/p9/events"));
    assertThat(daemon.requests()).noneMatch(asked -> asked.contains("/f1/events"));
  }

  @Test
  void theResultOfAPlanIsItsFinalOutput() {
    plan();
    assertThat(calls.run("result", "p9")).isEqualTo(new Calls.Call(0, "all done\n", ""));
  }

  @Test
  void aStreamThatIsCutGoesOnBehindTheLastEvent() {
    daemon.answer("POST /v1/chains", 202, ID);
    daemon.answer("GET /v1/chains/chain-1", 200, ENDED);
    daemon.answer("GET /v1/chains/chain-1/result", 200, RESULT);
    daemon.raw(
        "GET /v1/chains/chain-1/stream",
        "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"
            + event("0:0=4", "step_start", "{\"step\":0,\"name\":\"a\"}"));
    daemon.chunked(
        "GET /v1/chains/chain-1/stream",
        "text/event-stream",
        event("1:", "chain_complete", "{\"chain_id\":\"chain-1\"}"));
    assertThat(calls.run("chain", "--json", "x").out()).isEqualTo(RESULT + "\n");
    assertThat(daemon.requests()).contains("Last-Event-ID: 0:0=4 GET /v1/chains/chain-1/stream");
  }

  @Test
  void aChainThatFailedSaysWhereAndWhy() {
    daemon.answer(
        "GET /v1/chains/chain-1", 200, "{\"chain_id\":\"chain-1\",\"status\":\"failed\"}");
    daemon.answer(
        "GET /v1/chains/chain-1/result",
        200,
        "{\"steps\":[{\"name\":\"a\",\"success\":true},{\"name\":\"b\",\"success\":false}],"
            + "\"final_output\":\"no such file\",\"success\":false}");
    assertThat(calls.run("chain", "result", "chain-1"))
        .isEqualTo(new Calls.Call(1, "", "chain-1 failed at b: no such file\n"));
  }

  @Test
  void detachedWorkPrintsItsId() {
    daemon.answer("POST /v1/chains", 202, ID);
    assertThat(calls.run("chain", "--detach", "--step", "a=x=y", "--step", "b=z"))
        .isEqualTo(new Calls.Call(0, "chain-1\n", ""));
    assertThat(calls.run("chain", "--detach", "--json", "x").out())
        .isEqualTo("{\"chain_id\":\"chain-1\"}\n");
    assertThat(daemon.requests().peek())
        .contains(
            "\"steps\":[{\"name\":\"a\",\"prompt\":\"x=y\"},{\"name\":\"b\",\"prompt\":\"z\"}]");
  }

  @Test
  void stepsComeFromFiles() throws IOException {
    daemon.answer("POST /v1/chains", 202, ID);
    Files.writeString(temp.resolve("project/a.json"), "{\"steps\":[\"one\",{\"prompt\":\"two\"}]}");
    Files.writeString(temp.resolve("project/a.yaml"), "- one\n- two\n");
    Files.writeString(temp.resolve("project/broken.json"), "[\"one\"");
    Files.writeString(temp.resolve("project/empty.toml"), " \n");
    assertThat(calls.run("chain", "--detach", "-f", "a.json").code()).isZero();
    assertThat(calls.run("chain", "--detach", "-f", "a.yaml").code()).isZero();
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/chains {" + dir() + ",\"steps\":[\"one\",{\"prompt\":\"two\"}]}",
            "POST /v1/chains {" + dir() + ",\"text\":\"- one\\n- two\\n\",\"format\":\"yaml\"}");
    assertThat(calls.run("chain", "-f", "broken.json").err()).contains("broken.json: not JSON");
    assertThat(calls.run("chain", "-f", "empty.toml").err()).contains("is empty");
    assertThat(calls.run("chain", "-f", "none.json").code()).isEqualTo(2);
    byte[] steps = "[\"one\"]".getBytes(StandardCharsets.UTF_8);
    assertThat(calls.runWith(steps, false, "chain", "--detach", "-f", "-").code()).isZero();
  }

  @Test
  void wrongChainsReturnTwoAndAreNotSent() {
    assertThat(calls.run("chain").err()).contains("a chain needs steps");
    assertThat(calls.run("chain", "--step", "a=b", "c").code()).isEqualTo(2);
    assertThat(calls.run("chain", "--step", "nameless").err()).contains("NAME=PROMPT");
    assertThat(calls.run("chain", "").err()).contains("prompt is empty");
    assertThat(calls.runWith(new byte[] {'x'}, false, "chain", "-", "-").err())
        .contains("given twice");
    assertThat(calls.run("chain", "--wait", "--detach", "x").code()).isEqualTo(2);
    assertThat(calls.run("chain", "show", "../../x").err()).contains("chain not found: ../../x");
    assertThat(calls.run("chain", "show").code()).isEqualTo(2);
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void anActionStandsBehindFlagsTooAndAPromptOfItsNameBehindTwoDashes() {
    daemon.answer("GET /v1/chains/chain-1", 200, ENDED);
    daemon.answer("POST /v1/chains", 202, ID);
    assertThat(calls.run("chain", "--json", "show", "chain-1").out()).isEqualTo(ENDED + "\n");
    assertThat(calls.run("chain", "--detach", "--", "list").code()).isZero();
    assertThat(daemon.requests()).last().asString().contains("[{\"prompt\":\"list\"}]");
  }

  @Test
  void chainsAreListedShownAndCancelled() {
    daemon.answer(
        "GET /v1/chains?" + encoded() + "&limit=50&offset=0",
        200,
        "{\"items\":[{\"chain_id\":\"chain-1\",\"status\":\"running\",\"total_steps\":4,\"completed_steps\":1,\"skipped_steps\":2,\"cost_microdollars\":0,\"cost_known\":false,\"cost_at_most_microdollars\":250000,\"completed_at_ms\":null}],\"total\":9}");
    assertThat(calls.run("chain", "list").out())
        .contains("chain-1  running  1/4, 2 skipped  at least $0.00, at most $0.25");
    assertThat(calls.run("chain", "list").err()).contains("1 of 9");
    daemon.answer("DELETE /v1/chains/chain-1?kill=true", 204, "");
    daemon.answer(
        "GET /v1/chains/chain-1",
        200,
        "{\"status\":\"cancelled\",\"total_steps\":2,\"current_step_name\":null,\"completed_steps\":"
            + "[{\"name\":\"a\",\"skipped\":true,\"task_id\":\"task-1\"}]}");
    daemon.answer("DELETE /v1/chains/chain-1?kill=false", 204, "");
    assertThat(calls.run("chain", "cancel", "chain-1").out()).isEqualTo("chain-1 cancelled\n");
    assertThat(calls.run("chain", "cancel", "--finish-current", "chain-1").code()).isZero();
    assertThat(daemon.requests())
        .contains("DELETE /v1/chains/chain-1?kill=true", "DELETE /v1/chains/chain-1?kill=false");
    assertThat(calls.run("chain", "show", "chain-1").out())
        .contains("cancelled, 0 of 2 steps")
        .contains("skipped");
  }

  private void step(String id, String name, String state, String more, String... after) {
    String awaited =
        Arrays.stream(after).map(one -> '"' + one + '"').collect(Collectors.joining(","));
    daemon.answer(
        "GET /v1/tasks/" + id,
        200,
        "{\"role\":\"step\",\"id\":\"%s\",\"step\":\"%s\",\"state\":\"%s\",\"after\":[%s]%s}"
            .formatted(id, name, state, awaited, more));
  }

  @Test
  void aChainIsAGraphForAPersonAndAListForAPipe() {
    daemon.answer(
        "GET /v1/chains/chain-1",
        200,
        "{\"status\":\"running\",\"total_steps\":4,\"current_step_name\":\"paint\",\"completed_steps\":"
            + "[{\"name\":\"plan\",\"success\":true,\"task_id\":\"task-1\"}]}");
    daemon.answer(
        "GET /v1/tasks/chain-1",
        200,
        "{\"after\":[\"task-1\",\"task-2\",\"task-3\",\"task-4\",\"close-5\"]}");
    String done =
        ",\"attempts\":1,\"elapsed_ms\":4000,\"cost_microdollars\":20000,\"result\":{\"output\":\"it is\\nplanned\"}";
    step("task-1", "plan", "completed", done);
    step("task-2", "paint", "running", ",\"attempts\":1,\"title\":\"paint the 墙\"", "task-1");
    step("task-3", "sweep", "failed", ",\"attempts\":1,\"reason\":\"no broom\"", "task-1");
    step("task-4", "look", "blocked", ",\"title\":\"look at it\"", "task-2", "task-3");
    daemon.answer("GET /v1/tasks/close-5", 200, "{\"role\":\"finish\",\"id\":\"close-5\"}");
    Calls seen = calls.with("COLUMNS", "80").with("LINES", "24");
    String plain = "\u001b\\[[0-9;]*m";
    String[] words = {"chain", "show", "chain-1"};
    assertThat(
            seen.with("LANG", "C.UTF-8").runWith(NOTHING, true, words).out().replaceAll(plain, ""))
        .isEqualTo(
            """
            chain-1 running, 1 of 4 steps
            ✓    plan   task-1  completed  4.0s  $0.02  it is planned
            ├─╮
            ▸ │  paint  task-2  running    -     $0.00  paint the 墙
            │ ✗  sweep  task-3  failed     -     $0.00  no broom
            ├─╯
            ·    look   task-4  blocked    -     -      look at it
            """);
    assertThat(seen.runWith(NOTHING, true, words).out())
        .contains("|-.", "> |  paint", "| x  sweep");
    for (int columns = 40; columns <= 240; columns += 20) {
      assertThat(
              seen.with("COLUMNS", "" + columns)
                  .runWith(NOTHING, true, words)
                  .out()
                  .replaceAll(plain, "")
                  .lines())
          .hasSize(7)
          .allMatch(line -> line.length() <= 80);
    }
    assertThat(seen.with("COLUMNS", "5").runWith(NOTHING, true, words).out()).contains("OUTPUT");
    assertThat(calls.run(words).out())
        .startsWith("chain-1 running, 1 of 4 steps\nSTEP   STATE")
        .contains("paint  running");
  }

  @Test
  void aWorkflowHasAGraphOfItsSteps() {
    daemon.answer(
        "GET /v1/workflows/w?" + encoded(),
        200,
        "{\"name\":\"w\",\"steps\":[{\"name\":\"a\",\"action\":{\"prompt\":\"plan it\"}},"
            + "{\"name\":\"b\",\"action\":{\"skill\":\"s\",\"arguments\":{}}},"
            + "{\"name\":\"c\",\"after\":[\"a\"],\"when\":\"x\",\"action\":{\"prompt\":\"do\"}},"
            + "{\"name\":\"d\",\"after\":[\"b\",\"c\"],\"for_each\":[\"1\"],\"action\":{\"prompt\":\"e\"}}]}");
    Calls seen = calls.with("COLUMNS", "80").with("LINES", "24").with("LANG", "C.UTF-8");
    assertThat(seen.runWith(NOTHING, true, "workflow", "show", "w").out())
        .contains(
            """

            ○    a  plan it
            ├─╮
            ○ │  b  skill s
            │ ○  c  when x: do
            ├─╯
            ○    d  for each: e
            """)
        .contains("○ a", "  after: [\"a\"]\n  when: x\n");
    assertThat(calls.run("workflow", "show", "w").out()).doesNotContain("○", "o    a");
  }

  @Test
  void aStepThatNeverRanHasNoLogAndSaysSo() {
    daemon.answer(
        "GET /v1/tasks/p9",
        200,
        "{\"id\":\"p9\",\"role\":\"plan\",\"state\":\"failed\",\"after\":[\"a1\",\"a2\"]}");
    daemon.answer(
        "GET /v1/tasks/a1",
        200,
        "{\"id\":\"a1\",\"role\":\"step\",\"step\":\"one\",\"state\":\"failed\"}");
    daemon.answer(
        "GET /v1/tasks/a2",
        200,
        "{\"id\":\"a2\",\"role\":\"step\",\"step\":\"two\",\"state\":\"cancelled\","
            + "\"result\":{\"outcome\":\"dependency_failed\"}}");
    daemon.chunked(
        "GET /v1/tasks/a1/events?follow=false&after=0",
        "text/event-stream",
        event("1", "text", "{\"text\":\"oh\"}"));
    assertThat(calls.run("logs", "p9").out())
        .isEqualTo("✗ one  a1  failed\noh\n- two  a2  skipped\n");
    assertThat(daemon.requests()).noneMatch(asked -> asked.contains("/a2/events"));
  }

  @Test
  void aWorkflowTakesItsArguments() throws IOException {
    daemon.answer("POST /v1/workflows/issue%20x/run", 202, ID);
    Files.writeString(temp.resolve("project/goal.txt"), "less code");
    assertThat(
            calls
                .run(
                    "workflow",
                    "run",
                    "issue x",
                    "url=a=b c",
                    "--from",
                    "goal=goal.txt",
                    "--detach")
                .code())
        .isZero();
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/workflows/issue%20x/run {"
                + dir()
                + ",\"arguments\":{\"url\":\"a=b c\",\"goal\":\"less code\"}}");
    assertThat(calls.run("workflow", "run", "x", "nothing").err()).contains("KEY=VALUE");
    assertThat(calls.run("workflow", "run", "x", "a=1", "a=2").err()).contains("given twice");
    assertThat(calls.run("workflow", "run", "..", "a=1").code()).isEqualTo(2);
  }

  @Test
  void workflowsAreListedWithFilesThatCannotBeUsed() {
    daemon.answer(
        "GET /v1/workflows?" + encoded(),
        200,
        "{\"workflows\":[{\"name\":\"w\",\"source\":\"builtin\",\"total_steps\":4,\"arguments\":"
            + "[{\"name\":\"url\",\"required\":true},{\"name\":\"tone\"}]}],"
            + "\"skipped\":[{\"file\":\"/x.yaml\",\"reason\":\"has a cycle\"}]}");
    Calls.Call call = calls.run("workflow");
    assertThat(call.out()).contains("url [tone]");
    assertThat(call.err()).isEqualTo("skipped /x.yaml: has a cycle\n");
  }

  @Test
  void routeShowsTheDecision() {
    daemon.answer(
        "POST /v1/route",
        200,
        "{\"route\":\"parallel\",\"prompts\":[\"a\",\"b\"],\"routing_cost_microdollars\":3000}");
    assertThat(calls.run("route", "--max-parallel", "2", "--prefer", "parallel", "do a and b"))
        .isEqualTo(new Calls.Call(0, "parallel\n[1] a\n[2] b\n", "deciding cost $0.003\n"));
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/route {"
                + dir()
                + ",\"prompt\":\"do a and b\",\"max_parallel\":2,\"prefer\":\"prefer_parallel\"}");
    assertThat(calls.run("route", "--prefer", "speed", "x").err()).contains("single, parallel");
  }

  @Test
  void autoPrintsWhatCameOut() {
    daemon.answer(
        "POST /v1/auto",
        200,
        "{\"route\":{\"route\":\"single\",\"prompt\":\"x\"},\"output\":\"four\",\"success\":true,"
            + "\"fallback\":\"the router failed\",\"task_ids\":[\"task-7\"],"
            + "\"cost_microdollars\":10000}");
    assertThat(calls.run("auto", "2+2"))
        .isEqualTo(
            new Calls.Call(0, "four\n", "not split: the router failed\nsingle, task-7, $0.01\n"));
    daemon.answer(
        "POST /v1/auto",
        202,
        "{\"route\":{\"route\":\"chain\",\"steps\":[]},\"task_ids\":[\"chain-7\"],\"routing_cost_microdollars\":0}");
    assertThat(calls.run("auto", "2+2").code()).isZero();
    assertThat(calls.run("auto", "--detach", "x").out()).isEqualTo("chain-7\n");
  }
}
