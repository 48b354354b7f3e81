package dev.agentpool.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ScriptedAgentResidentTest {
  @TempDir Path directory;

  private AgentProcess start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ScriptedAgent.install(directory.resolve("bin")).toString());
    command.addAll(
        List.of(
            "-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose"));
    command.addAll(List.of(arguments));
    return new AgentProcess(directory, Map.of(), command);
  }

  private static List<String> shapes(AgentProcess agent) {
    return agent.events().stream()
        .map(event -> event.path("type").asString() + event.path("state").asString(""))
        .toList();
  }

  @Test
  void marksACommandInTheOrderOfTheRealOne() throws Exception {
    try (AgentProcess agent = start()) {
      String line =
          "{\"type\":\"user\",\"uuid\":\"u-1\",\"message\":{\"role\":\"user\",\"content\":\"@@say a@@\"}}";
      agent.write(
          line
              + "\n{\"type\":\"control_request\",\"request_id\":\"r\",\"request\":{\"subtype\":\"mcp_status\"}}\n\n\r\n");
      assertThat(agent.awaitResult(0).path("user_message_uuid").asString()).isEqualTo("u-1");
      agent.awaitEvent(event -> event.path("state").asString("").equals("completed"));
      assertThat(shapes(agent))
          .containsExactly(
              "command_lifecyclequeued",
              "control_response",
              "command_lifecyclestarted",
              "system",
              "assistant",
              "result",
              "command_lifecyclecompleted");
      agent.write(line);
      agent.control("r2", "mcp_status");
      agent.awaitResponse("r2");
      assertThat(agent.events("command_lifecycle"))
          .as("the same uuid again is swallowed")
          .hasSize(3);
      agent.closeInput();
      assertThat(agent.exitCode()).isZero();
    }
  }

  @Test
  void clearsItsContextAndItsCost() throws Exception {
    try (AgentProcess agent = start()) {
      agent.user("@@cost 0.5@@ APPLE", "u-1");
      String before = agent.awaitResult(0).path("session_id").asString();
      agent.user("/clear", "u-2");
      JsonNode cleared = agent.awaitResult(1);
      assertThat(cleared.path("num_turns").asInt()).isZero();
      assertThat(cleared.path("total_cost_usd").asDouble()).isZero();
      assertThat(cleared.path("session_id").asString()).isNotEqualTo(before);
      assertThat(agent.events("conversation_reset").getFirst().path("session_id").asString())
          .isEqualTo(before);
      agent.user("@@history@@", "u-3");
      assertThat(agent.awaitResult(2).path("result").asString()).startsWith("remembers 0");
    }
  }

  @Test
  void answersControlRequestsInTheMiddleOfATurn() throws Exception {
    try (AgentProcess agent = start()) {
      agent.user("@@cost 0.5@@ @@hang@@", "u-1");
      agent.awaitEvent(event -> event.path("subtype").asString("").equals("init"));
      agent.control("g", "get_usage");
      assertThat(
              agent
                  .awaitResponse("g")
                  .path("response")
                  .path("session")
                  .path("total_cost_usd")
                  .asDouble())
          .isEqualTo(0.5);
      agent.control("x", "nosuch");
      assertThat(agent.awaitResponse("x").path("error_code").asString())
          .isEqualTo("unsupported_request");
      agent.control("i", "interrupt");
      JsonNode result = agent.awaitResult(0);
      assertThat(result.path("terminal_reason").asString()).isEqualTo("aborted_streaming");
      assertThat(result.path("subtype").asString()).isEqualTo("error_during_execution");
      agent.closeInput();
      assertThat(agent.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void killsTheToolOfAnInterruptedTurn() throws Exception {
    try (AgentProcess agent = start()) {
      agent.user("@@tool Bash {\"command\":\"echo $$ > pid; sleep 60\"}@@", "u-1");
      await().until(() -> directory.resolve("pid").toFile().length() > 0);
      agent.control("i", "interrupt");
      assertThat(agent.awaitResult(0).path("terminal_reason").asString())
          .isEqualTo("aborted_tools");
      agent.user("@@say good again@@", "u-2");
      assertThat(agent.awaitResult(1).path("result").asString()).isEqualTo("good again");
      agent.closeInput();
      assertThat(agent.exitCode()).isZero();
    }
  }

  @Test
  void asksForPermissionAndTakesNoForAnAnswer() throws Exception {
    try (AgentProcess agent = start("--permission-prompt-tool", "stdio")) {
      agent.user(
          "@@ask Bash {\"command\":\"touch yes\"}@@ @@ask Bash {\"command\":\"touch no\"}@@ @@say end@@",
          "u-1");
      JsonNode first = agent.awaitEvent(asked("touch yes"));
      agent.answer(
          first, "{\"behavior\":\"allow\",\"updatedInput\":{\"command\":\"touch changed\"}}");
      agent.answer(
          agent.awaitEvent(asked("touch no")), "{\"behavior\":\"deny\",\"message\":\"not today\"}");
      JsonNode result = agent.awaitResult(0);
      assertThat(result.path("permission_denials")).hasSize(1);
      assertThat(result.path("subtype").asString()).isEqualTo("success");
      assertThat(directory.resolve("changed")).exists();
      assertThat(directory.resolve("no")).doesNotExist();
    }
  }

  private static java.util.function.Predicate<JsonNode> asked(String command) {
    return event ->
        event.path("request").path("subtype").asString("").equals("can_use_tool")
            && event.path("request").path("input").path("command").asString("").equals(command);
  }

  @Test
  void callsToolsAndHooksOfTheSupervisor() throws Exception {
    try (AgentProcess agent = start("--allowedTools", "mcp__sup,Bash")) {
      agent.write(
          "{\"type\":\"control_request\",\"request_id\":\"i\",\"request\":{\"subtype\":\"initialize\",\"sdkMcpServers\":[\"sup\"],\"hooks\":{\"PreToolUse\":[{\"matcher\":\"Bash\",\"hookCallbackIds\":[\"h\"]}]}}}");
      assertThat(agent.awaitResponse("i").path("response").path("pid").asLong())
          .isEqualTo(agent.pid());
      agent.answer(
          mcp(agent, "initialize"),
          "{\"mcp_response\":{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}}");
      agent.answer(
          mcp(agent, "tools/list"),
          "{\"mcp_response\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"report\"}]}}}");
      agent.user(
          "@@mcp sup report {\"x\":1}@@ @@tool Bash {\"command\":\"touch hooked\"}@@ @@say end@@",
          "u-1");
      JsonNode call = mcp(agent, "tools/call");
      assertThat(
              call.path("request")
                  .path("message")
                  .path("params")
                  .path("arguments")
                  .path("x")
                  .asInt())
          .isEqualTo(1);
      agent.answer(
          call,
          "{\"mcp_response\":{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"got it\"}]}}}");
      JsonNode hook =
          agent.awaitEvent(
              event -> event.path("request").path("callback_id").asString("").equals("h"));
      agent.answer(
          hook,
          "{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"hook says no\"}}");
      agent.awaitResult(0);
      assertThat(agent.events("user")).anyMatch(event -> event.toString().contains("got it"));
      assertThat(agent.events("user")).anyMatch(event -> event.toString().contains("hook says no"));
      assertThat(directory.resolve("hooked")).doesNotExist();
      assertThat(agent.events("system").getFirst().path("tools").toString())
          .contains("mcp__sup__report");
    }
  }

  private static JsonNode mcp(AgentProcess agent, String method) {
    return agent.awaitEvent(
        event -> event.path("request").path("message").path("method").asString("").equals(method));
  }

  @Test
  void diesOfMalformedInput() throws Exception {
    try (AgentProcess agent = start()) {
      agent.write("{oops");
      assertThat(agent.exitCode()).isEqualTo(1);
      assertThat(agent.errors()).contains("Error parsing streaming input line");
    }
  }

  @Test
  void endsWith143OnTermUnlessToldToIgnoreIt() throws Exception {
    try (AgentProcess agent = start()) {
      agent.user("@@ignore-term@@ @@hang@@", "u-1");
      agent.awaitEvent(event -> event.path("subtype").asString("").equals("init"));
      agent.control("r", "mcp_status");
      agent.awaitResponse("r");
      agent.terminate();
      agent.control("r2", "mcp_status");
      agent.awaitResponse("r2");
    }
    try (AgentProcess agent = start()) {
      agent.user("@@hang@@", "u-1");
      agent.awaitEvent(event -> event.path("subtype").asString("").equals("init"));
      agent.terminate();
      assertThat(agent.exitCode()).isEqualTo(143);
      assertThat(agent.events("result")).isEmpty();
    }
  }

  @Test
  void tellsOfBackgroundTasksAndTakesATurnWhenTheyEnd() throws Exception {
    try (AgentProcess agent = start()) {
      agent.user("@@background 1@@ @@say started@@", "u-1");
      agent.awaitResult(0);
      agent.closeInput();
      assertThat(agent.awaitResult(1).path("result").asString()).contains("background task");
      assertThat(agent.exitCode()).isZero();
      assertThat(
              agent.events().stream()
                  .filter(e -> e.path("subtype").asString("").equals("background_tasks_changed")))
          .extracting(event -> event.path("tasks").size())
          .containsExactly(1, 0);
    }
  }

  @Test
  void keepsItsCapBetweenClears() throws Exception {
    try (AgentProcess agent = start("--max-budget-usd", "1")) {
      agent.user("@@cost 0.7@@", "u-1");
      agent.awaitResult(0);
      agent.user("@@cost 0.7@@", "u-2");
      assertThat(agent.awaitResult(1).path("subtype").asString()).isEqualTo("error_max_budget_usd");
      assertThat(agent.awaitResult(1).path("total_cost_usd").asDouble()).isEqualTo(1.4);
      agent.user("/clear", "u-3");
      agent.user("@@cost 0.7@@", "u-4");
      assertThat(agent.awaitResult(3).path("subtype").asString()).isEqualTo("success");
    }
  }
}
