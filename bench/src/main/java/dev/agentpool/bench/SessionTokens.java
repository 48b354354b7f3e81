package dev.agentpool.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a coordinator's context pays for driving one live session, by commands and over MCP. */
final class SessionTokens implements Scenario {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BYTES_A_TOKEN = 4;
  private static final String TASK = "@@say looked at it@@";
  private static final String MORE = "@@say and looked again@@";
  private static final String EVENTS = "completed,question,error";
  private static final String ID = "ID";

  @Override
  public String name() {
    return "session-tokens";
  }

  @Override
  public String about() {
    return "Tokens (one taken for 4 bytes of UTF-8) that a coordinator's context pays for one live session in six steps "
        + "(spawn, observe, send, collect, list, terminate): what it is told before the first (the tool list's names, "
        + "descriptions and input schemas; or the skill), what it writes, and what it is answered.";
  }

  /** Counts what goes through a context. */
  private static final class Context {
    private final String name;
    private final int told;
    private int written;
    private int answered;

    private Context(String name, String told) {
      this.name = name;
      this.told = bytes(told);
    }

    private void step(String wrote, String answer) {
      written += bytes(wrote);
      answered += bytes(answer);
    }

    private int all() {
      return told + written + answered;
    }

    private static int bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  @Override
  public void run(Lab lab) throws Exception {
    List<Context> contexts = new ArrayList<>();
    try (MeasuredDaemon daemon =
        new MeasuredDaemon(lab, "slots = 1\n[settings]\nprovider = \"scripted\"\n")) {
      daemon.start();
      daemon.pool();
      contexts.add(overMcp(daemon));
      contexts.add(byCommands(lab, daemon, "commands, for people", ""));
      contexts.add(byCommands(lab, daemon, "commands with `--json`", " --json"));
    }
    lab.report()
        .head(
            List.of("what", "told before", "six calls", "their answers", "in all", "part of MCP"));
    int mcp = contexts.getFirst().all();
    for (Context one : contexts) {
      lab.report()
          .row(
              List.of(
                  one.name,
                  tokens(one.told),
                  tokens(one.written),
                  tokens(one.answered),
                  tokens(one.all()),
                  String.format(Locale.ROOT, "%.0f %%", 100.0 * one.all() / mcp)));
    }
  }

  private static String tokens(int bytes) {
    return Integer.toString(bytes / BYTES_A_TOKEN);
  }

  private static Context overMcp(MeasuredDaemon daemon) throws IOException {
    try (McpLines client =
        new McpLines(daemon.mcpSocket(), daemon.project(), List.of("default", "sessions"))) {
      Context context =
          new Context(
              "baseline: MCP, toolsets `default` and `sessions`",
              told(JSON.readTree(client.ask("tools/list", Map.of()))));
      JsonNode spawned =
          call(
              context,
              client,
              "spawn_worker",
              Map.of(
                  "provider_id",
                  "scripted",
                  "repo_path",
                  daemon.project().toString(),
                  "task",
                  TASK));
      String id = spawned.get("session_id").asString();
      call(
          context,
          client,
          "observe_worker",
          Map.of(
              "session_id",
              id,
              "wait_for",
              List.of(EVENTS.split(",")),
              "timeout_seconds",
              45,
              "detail",
              "excerpt"));
      call(context, client, "send_worker_message", Map.of("session_id", id, "message", MORE));
      call(
          context,
          client,
          "collect_worker_artifacts",
          Map.of("session_id", id, "detail", "excerpt"));
      call(context, client, "list_sessions", Map.of());
      call(context, client, "terminate_worker", Map.of("session_id", id));
      return context;
    }
  }

  private static String told(JsonNode answer) {
    ArrayNode told = JSON.createArrayNode();
    for (JsonNode tool : answer.get("result").get("tools")) {
      ObjectNode one = told.addObject();
      one.set("name", tool.get("name"));
      one.set("description", tool.path("description"));
      one.set("input_schema", tool.get("inputSchema"));
    }
    return told.toString();
  }

  private static JsonNode call(
      Context context, McpLines client, String tool, Map<String, Object> arguments)
      throws IOException {
    Map<String, Object> wrote = Map.of("name", tool, "arguments", arguments);
    JsonNode result = JSON.readTree(client.ask("tools/call", wrote)).get("result");
    String text = result.get("content").get(0).get("text").asString();
    if (result.path("isError").asBoolean()) {
      throw new IOException(tool + " was refused: " + text);
    }
    context.step(JSON.writeValueAsString(wrote), text);
    return JSON.readTree(text);
  }

  private static Context byCommands(Lab lab, MeasuredDaemon daemon, String name, String json)
      throws IOException, InterruptedException {
    Context context = new Context(name, output(lab, daemon, "agentpool skills get agentpool"));
    String spawned =
        command(
            context,
            lab,
            daemon,
            "agentpool spawn --provider scripted --task '" + TASK + "'" + json);
    String id = spawned.replaceFirst("(?s).*?(ap_[0-9a-f]{12}).*", "$1");
    for (String line :
        List.of(
            "agentpool observe ID --wait-for " + EVENTS + " --timeout 45 --detail excerpt",
            "agentpool send ID '" + MORE + "'",
            "agentpool collect ID --detail excerpt",
            "agentpool sessions --state running,completed",
            "agentpool terminate ID")) {
      command(context, lab, daemon, line.replace(ID, id) + json);
    }
    return context;
  }

  private static String command(Context context, Lab lab, MeasuredDaemon daemon, String line)
      throws IOException, InterruptedException {
    String said = output(lab, daemon, line);
    context.step(line, said);
    return said;
  }

  private static String output(Lab lab, MeasuredDaemon daemon, String line)
      throws IOException, InterruptedException {
    String whole = line.replaceFirst("agentpool", lab.image().resolve("agentpool").toString());
    Process process = daemon.command(List.of("/bin/sh", "-c", whole)).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(line + " ended with " + exit + ": " + said);
    }
    return said;
  }
}
