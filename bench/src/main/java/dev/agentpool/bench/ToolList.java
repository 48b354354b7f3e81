package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a coordinator's context pays for the pool's MCP tools before it has called one. */
final class ToolList implements Scenario {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TOOLSETS = List.of("lean", "slots", "agents", "full");
  private static final int TARGET = 2_000;

  @Override
  public String name() {
    return "tool-list";
  }

  @Override
  public String about() {
    return "The size of `tools/list` over the MCP socket for each toolset: the whole result (a token taken for 4 bytes), "
        + "and what a client tells its model of it (name, description and input schema, counted by the fake model "
        + "API's `count_tokens`), beside the full set.";
  }

  private record Size(int tools, int bytes, int toldBytes, int toldTokens) {}

  @Override
  public void run(Lab lab) throws Exception {
    try (FakeModelApi api = FakeModelApi.start();
        HttpClient http = HttpClient.newHttpClient();
        MeasuredDaemon daemon =
            new MeasuredDaemon(lab, "slots = 1\n[settings]\nprovider = \"scripted\"\n")) {
      daemon.start();
      daemon.pool();
      int full = size(daemon, http, api, "full").toldTokens;
      lab.report()
          .head(
              List.of(
                  "toolset",
                  "tools",
                  "bytes of the result",
                  "tokens of the result",
                  "bytes for the model",
                  "tokens for the model",
                  "part of full",
                  "target"));
      for (String toolset : TOOLSETS) {
        row(lab, toolset, size(daemon, http, api, toolset), full);
      }
    }
  }

  private static void row(Lab lab, String toolset, Size size, int full) {
    int tokens = size.bytes / 4;
    lab.report()
        .row(
            List.of(
                toolset.equals("full") ? "baseline: `full`" : "`" + toolset + "`",
                Integer.toString(size.tools),
                Integer.toString(size.bytes),
                Integer.toString(tokens),
                Integer.toString(size.toldBytes),
                Integer.toString(size.toldTokens),
                String.format(Locale.ROOT, "%.0f %%", 100.0 * size.toldTokens / full),
                toolset.equals("lean")
                    ? Report.verdict(Math.max(tokens, size.toldTokens) <= TARGET, "≤ " + TARGET)
                    : ""));
  }

  private static Size size(MeasuredDaemon daemon, HttpClient http, FakeModelApi api, String toolset)
      throws IOException, InterruptedException {
    try (McpLines client = new McpLines(daemon.mcpSocket(), daemon.project(), List.of(toolset))) {
      JsonNode result = JSON.readTree(client.ask("tools/list", Map.of())).get("result");
      ArrayNode told = JSON.createArrayNode();
      for (JsonNode tool : result.get("tools")) {
        ObjectNode one = told.addObject();
        one.set("name", tool.get("name"));
        one.set("description", tool.path("description"));
        one.set("input_schema", tool.get("inputSchema"));
      }
      return new Size(told.size(), bytes(result), bytes(told), tokens(http, api, told));
    }
  }

  private static int bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static int tokens(HttpClient http, FakeModelApi api, ArrayNode tools)
      throws IOException, InterruptedException {
    ObjectNode request = JSON.createObjectNode().put("model", "claude-opus-5-5");
    request.putArray("messages");
    request.set("tools", tools);
    HttpRequest count =
        HttpRequest.newBuilder(api.baseUrl().resolve("/v1/messages/count_tokens"))
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
            .build();
    String answer = http.send(count, HttpResponse.BodyHandlers.ofString()).body();
    return JSON.readTree(answer).get("input_tokens").asInt();
  }
}
