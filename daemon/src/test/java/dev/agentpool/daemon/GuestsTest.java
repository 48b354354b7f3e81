package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.daemon.Serving.Answer;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a token's holder cannot say over the network, on every face: each setting by which something
 * would be run, in each place where settings can stand.
 */
class GuestsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final AtomicInteger ids = new AtomicInteger();
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Path ran;
  private Serving serving;
  private String session;

  @BeforeEach
  void serve() throws Exception {
    daemon = new DaemonProcess(temp.resolve("home")).start();
    project =
        DaemonProcess.project(
            temp,
            """
            slots = 1
            [settings]
            provider = "scripted"
            [settings.environment]
            DEPLOY_KEY = "deploy-secret"
            [settings.mcp_servers.board]
            command = "board"
            args = ["--token", "argument-secret"]
            env = { BOARD_TOKEN = "board-secret" }
            [settings.mcp_servers.remote]
            url = "https://user:url-secret@mcp.example/path-secret?key=query-secret"
            headers = { Authorization = "Bearer header-secret" }
            """);
    Files.writeString(
        daemon.home().resolve("config.toml"), "[trust]\nprojects = [\"" + project + "\"]\n");
    ran = temp.resolve("ran");
    serving =
        new Serving(
            daemon.home(), Map.of("dir", project.toString(), "tokens", List.of(Serving.TOKEN)));
  }

  @AfterEach
  void stop() throws Exception {
    serving.close();
    daemon.close();
  }

  /** Of every setting there is, the values that need a person's word. */
  private Map<String, Object> guarded() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("command", "touch " + ran);
    values.put("environment", Map.of("LD_PRELOAD", "/tmp/evil.so"));
    values.put("mcp_servers", Map.of("x", Map.of("command", "touch", "args", List.of("" + ran))));
    values.put("strict_mcp_config", false);
    values.put("walls", "off");
    values.put("writable", List.of("/etc"));
    values.put("inherit.commands", "project");
    values.put("inherit.texts", "user");
    values.put("inherit.allow", List.of("mcp:x"));
    values.put("inherit.environment", List.of("*"));
    values.put("inherit", Map.of("commands", "user"));
    return values;
  }

  @Test
  void theListOfThisTestIsTheListOfTheSettings() {
    for (SettingKey<?> key : SettingKeys.all()) {
      boolean listed = guarded().containsKey(key.name());
      Object anything = listed ? guarded().get(key.name()) : "anything";
      boolean fits = true;
      try {
        dev.agentpool.settings.Settings.read(Map.of(key.name(), anything));
      } catch (dev.agentpool.settings.InvalidSetting unfit) {
        fits = false;
      }
      assertThat(!SettingKeys.needingTrust(key.name(), anything).isEmpty() && fits)
          .as("%s", key)
          .isEqualTo(listed);
    }
  }

  private static List<Map<String, Object>> places(String name, Object value) {
    Map<String, Object> setting = Map.of(name, value);
    Map<String, Object> step = new LinkedHashMap<>(Map.of("prompt", "@@say x@@"));
    step.put(name, value);
    return List.of(
        setting,
        Map.of("settings", setting),
        Map.of("config", setting),
        Map.of("steps", List.of(step)),
        Map.of("steps", List.of(Map.of("prompt", "x", "config", setting))),
        Map.of("tasks", List.of(step)),
        Map.of("prompts", List.of(Map.of("prompt", "x", "settings", setting))));
  }

  @Test
  void noRouteTakesThem() throws Exception {
    JsonNode paths = serving.withToken("GET", "/openapi.json", "").json().get("paths");
    List<String> taken = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> route : path.getValue().properties()) {
        if (!route.getValue().has("requestBody")) {
          continue;
        }
        String where = path.getKey().replaceAll("\\{[^}]*\\}", "slot-0");
        for (Map.Entry<String, Object> each : guarded().entrySet()) {
          for (Map<String, Object> body : places(each.getKey(), each.getValue())) {
            Answer answer =
                serving.withToken(route.getKey().toUpperCase(java.util.Locale.ROOT), where, body);
            if (answer.status() != 403) {
              taken.add(route.getKey() + " " + where + " " + body + ": " + answer.status());
            }
          }
        }
      }
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void noToolTakesThem() throws Exception {
    JsonNode tools = mcp("tools/list", Map.of()).get("result").get("tools");
    assertThat(tools.size()).isGreaterThan(30);
    List<String> taken = new ArrayList<>();
    for (JsonNode tool : tools) {
      String name = tool.get("name").asString();
      for (Map.Entry<String, Object> each : guarded().entrySet()) {
        for (Map<String, Object> place : places(each.getKey(), each.getValue())) {
          Map<String, Object> arguments = required(tool);
          arguments.putAll(place);
          JsonNode result =
              mcp("tools/call", Map.of("name", name, "arguments", arguments)).path("result");
          if (!result.path("isError").asBoolean(false)) {
            taken.add(name + " " + place + ": " + result);
          }
        }
      }
    }
    assertThat(taken).isEmpty();
    daemon.pool(project).get("tasks").forEach(count -> assertThat(count.asInt()).isZero());
    assertThat(ran).doesNotExist();
  }

  @Test
  void aServerOfAToolCallIsRefusedWithTheSameWordsAsByHttp() throws Exception {
    Map<String, Object> arguments =
        Map.of("prompt", "@@say hello@@", "mcp_servers", guarded().get("mcp_servers"));
    JsonNode refused =
        mcp("tools/call", Map.of("name", "pool_run", "arguments", arguments)).get("result");
    Answer byHttp = serving.withToken("POST", "/v1/tasks", arguments);
    assertThat(byHttp.status()).isEqualTo(403);
    assertThat(refused.get("isError").asBoolean()).isTrue();
    assertThat(McpClient.textOf(refused))
        .contains(byHttp.json().get("detail").asString())
        .contains("'mcp_servers'")
        .contains("over the network");
  }

  @Test
  void aSchemaMayCallItsMembersAsItLikes() throws Exception {
    Map<String, Object> schema =
        Map.of("type", "object", "properties", Map.of("command", Map.of("type", "string")));
    Answer answer =
        serving.withToken(
            "POST", "/v1/tasks", Map.of("prompt", "@@say x@@", "json_schema", schema));
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
  }

  @Test
  void secretsOfSettingsAreShownByNameOnAnyFace() throws Exception {
    String byTcp = serving.withToken("GET", "/v1/config", "").body();
    String bySocket = daemon.get("/v1/config?dir=" + project).toString();
    for (String shown : List.of(byTcp, bySocket)) {
      assertThat(shown)
          .contains("DEPLOY_KEY", "BOARD_TOKEN", "Authorization", "mcp.example")
          .doesNotContain("secret");
    }
    String id = daemon.submit(project, "@@say x@@", Map.of());
    daemon.awaitAll(List.of(id), Duration.ofSeconds(30));
    for (String route :
        List.of("/v1/tasks/" + id, "/v1/tasks", "/v1/status", "/v1/slots", "/v1/journal?after=0")) {
      assertThat(serving.withToken("GET", route, "").body()).as(route).doesNotContain("-secret");
    }
    JsonNode resources = mcp("resources/list", Map.of()).get("result").get("resources");
    for (JsonNode resource : resources) {
      Map<String, Object> uri = Map.of("uri", resource.get("uri").asString());
      assertThat(mcp("resources/read", uri).toString()).doesNotContain("-secret");
    }
  }

  private static Map<String, Object> required(JsonNode tool) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (JsonNode name : tool.get("inputSchema").path("required")) {
      JsonNode schema = tool.get("inputSchema").get("properties").get(name.asString());
      arguments.put(name.asString(), any(schema));
    }
    return arguments;
  }

  private static Object any(JsonNode schema) {
    return switch (schema.path("type").asString("string")) {
      case "integer", "number" -> 1;
      case "boolean" -> true;
      case "array" -> List.of(any(schema.path("items")));
      case "object" -> Map.of();
      default -> schema.has("enum") ? schema.get("enum").get(0).asString() : "x";
    };
  }

  private JsonNode mcp(String method, Map<String, Object> params) throws Exception {
    if (session == null) {
      Answer hello =
          send(
              "initialize",
              Map.of(
                  "protocolVersion",
                  "2025-06-18",
                  "capabilities",
                  Map.of(),
                  "clientInfo",
                  Map.of("name", "test", "version", "1")));
      session = hello.head().replaceAll("(?s).*Mcp-Session-Id: ([^\r\n]*).*", "$1");
      serving.send(
          "POST",
          "/mcp?toolsets=full",
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
          headers());
    }
    return answer(send(method, params).body());
  }

  private Answer send(String method, Map<String, Object> params) throws Exception {
    Map<String, Object> request =
        Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", params);
    return serving.send("POST", "/mcp?toolsets=full", JSON.writeValueAsString(request), headers());
  }

  private String[] headers() {
    List<String> headers =
        new ArrayList<>(
            List.of("Host: 127.0.0.1:" + serving.port(), "Authorization: Bearer " + Serving.TOKEN));
    if (session != null) {
      headers.add("Mcp-Session-Id: " + session);
    }
    return headers.toArray(String[]::new);
  }

  /** As one JSON text or as the last event of a stream. */
  private static JsonNode answer(String body) {
    String text = body.strip();
    return JSON.readTree(
        text.startsWith("{") ? text : text.substring(text.lastIndexOf("data: {") + 6).strip());
  }
}
