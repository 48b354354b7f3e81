package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Codex asks its client, as questions for permission. On the lines' thread only. */
final class CodexAsks {
  private static final int MOST = 1_000;
  private final Map<String, JsonNode> patches = new HashMap<>();

  /** The question about a patch names it; what it changes was said before. */
  void started(JsonNode item) {
    if (Json.text(item, "type", "").equals("fileChange") && patches.size() < MOST) {
      patches.put(Json.text(item, "id", ""), item.path("changes"));
    }
  }

  void completed(JsonNode item) {
    patches.remove(Json.text(item, "id", ""));
  }

  Wanted asked(String method, JsonNode params) {
    return switch (method) {
      case "item/commandExecution/requestApproval" -> command(params);
      case "item/fileChange/requestApproval" -> patch(params);
      case "item/permissions/requestApproval" -> permissions(params);
      case "item/tool/requestUserInput" -> question(params);
      case "mcpServer/elicitation/request" -> elicitation(params);
      default -> new Wanted.NotOffered();
    };
  }

  private static String item(JsonNode params) {
    return Json.text(params, "itemId", "");
  }

  private static Wanted command(JsonNode params) {
    Map<String, Object> input = new HashMap<>();
    input.put("command", ShellWord.unwrapped(Json.text(params, "command", "")));
    input.put("cwd", Json.text(params, "cwd", ""));
    input.put("reason", Json.text(params, "reason", ""));
    return new Wanted.Permission(
        item(params),
        CodexItems.SHELL,
        CodexItems.command(params),
        input,
        Wanted.Doing.RUNS,
        List.of(),
        decision(input));
  }

  private Wanted patch(JsonNode params) {
    JsonNode changes = patches.getOrDefault(item(params), Json.object());
    List<String> places = CodexItems.places(changes);
    // a patch that nobody knows may be about anything
    List<String> about = places.isEmpty() ? List.of("/") : places;
    Map<String, Object> input = new HashMap<>();
    input.put("path", about.size() == 1 ? about.getFirst() : about);
    input.put("changes", Json.plain(Json.object().set("changes", changes)).get("changes"));
    input.put("reason", Json.text(params, "reason", ""));
    return new Wanted.Permission(
        item(params),
        CodexItems.PATCH,
        CodexItems.paths(changes),
        input,
        Wanted.Doing.RUNS, // what it may write in its workspace, it writes unasked
        about.stream().map(Path::of).toList(),
        decision(input));
  }

  private static Wanted.Answers decision(Map<String, Object> asked) {
    return answers(
        input -> input == null || input.equals(asked) ? decided("accept") : null,
        decided("decline"),
        decided("cancel"));
  }

  private static ObjectNode decided(String decision) {
    return Json.object().put("decision", decision);
  }

  private static Wanted permissions(JsonNode params) {
    Map<String, Object> input = Json.plain(params.path("permissions"));
    ObjectNode granted = Json.object().put("scope", "turn");
    granted.set("permissions", params.path("permissions"));
    JsonNode none = Json.object().set("permissions", Json.object());
    return new Wanted.Permission(
        item(params),
        "request_permissions",
        CodexItems.oneLine(Json.text(params, "reason", "")),
        input,
        Wanted.Doing.RUNS,
        List.of(),
        answers(other -> other == null || other.equals(input) ? granted : null, none, none));
  }

  /** The agent's own questions, in words. */
  private static Wanted question(JsonNode params) {
    List<Wanted.Question> questions = new ArrayList<>();
    for (JsonNode one : params.path("questions")) {
      List<String> options = new ArrayList<>();
      one.path("options").forEach(option -> options.add(Json.text(option, "label", "")));
      questions.add(
          new Wanted.Question(Json.text(one, "id", ""), Json.text(one, "question", ""), options));
    }
    JsonNode none = Json.object().set("answers", Json.object());
    return new Wanted.Words(item(params), questions, CodexAsks::answered, none, none);
  }

  private static JsonNode answered(Map<String, String> said) {
    ObjectNode all = Json.object();
    said.forEach((id, text) -> all.set(id, Json.node(Map.of("answers", List.of(text)))));
    return Json.object().set("answers", all);
  }

  /** A tool of an MCP server asks so too; what a server itself wants to know, nobody answers. */
  private static Wanted elicitation(JsonNode params) {
    JsonNode about = params.path("_meta");
    ObjectNode decline = Json.object().put("action", "decline");
    decline.set("content", null);
    if (!Json.text(about, "codex_approval_kind", "").equals("mcp_tool_call")) {
      return new Wanted.Reply(decline);
    }
    Map<String, Object> input = Json.plain(about.path("tool_params"));
    ObjectNode accept = Json.object().put("action", "accept");
    accept.set("content", null);
    ObjectNode cancel = Json.object().put("action", "cancel");
    cancel.set("content", null);
    return new Wanted.Permission(
        "",
        CodexItems.mcpTool(Json.text(params, "serverName", ""), Json.text(about, "tool_name", "")),
        CodexItems.oneLine(about.path("tool_params").toString()),
        input,
        Wanted.Doing.OTHER,
        List.of(),
        answers(other -> other == null || other.equals(input) ? accept : null, decline, cancel));
  }

  private static Wanted.Answers answers(
      Function<@Nullable Map<String, Object>, @Nullable JsonNode> allowed,
      JsonNode denied,
      JsonNode cancelled) {
    return new Wanted.Answers() {
      @Override
      public @Nullable JsonNode allowed(@Nullable Map<String, Object> input) {
        return allowed.apply(input);
      }

      @Override
      public JsonNode denied(String why) {
        return denied;
      }

      @Override
      public JsonNode cancelled() {
        return cancelled;
      }
    };
  }
}
