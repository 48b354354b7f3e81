package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.Reading;
import dev.agentpool.session.AgentEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a {@code session/update} tells. Knows which tools of the turn were told of already. */
final class AcpUpdates {
  private static final int LONGEST = 200;

  /** Members of a tool's input that say what it is to do. */
  private static final List<String> TELLING =
      List.of("command", "file_path", "filePath", "path", "url", "pattern");

  private final List<Pattern> asides;
  private final Set<String> told = new HashSet<>(); // the lines' thread only

  /**
   * @param asides pieces of text that the CLI says itself, of how it gets on
   */
  AcpUpdates(List<Pattern> asides) {
    this.asides = List.copyOf(asides);
  }

  Reading of(JsonNode update) {
    return switch (Json.text(update, "sessionUpdate", "")) {
      case "agent_message_chunk" -> text(update, false);
      case "agent_thought_chunk" -> text(update, true);
      case "tool_call", "tool_call_update" -> tool(update);
      case "plan" -> plan(update);
      default -> Reading.NOTHING; // what is new is no reason to stop
    };
  }

  private Reading text(JsonNode update, boolean thought) {
    JsonNode content = update.path("content");
    String text = Json.text(content, "text", "");
    if (text.isEmpty()) {
      return Reading.NOTHING;
    }
    if (asides.stream().anyMatch(aside -> aside.matcher(text).matches())) {
      return Reading.of(new AgentEvent.Notice(oneLine(text)));
    }
    return Reading.of(thought ? new AgentEvent.Thinking(text) : new AgentEvent.Text(text));
  }

  private Reading tool(JsonNode update) {
    String id = Json.text(update, "toolCallId", "");
    String status = Json.text(update, "status", "");
    boolean over = status.equals("completed") || status.equals("failed");
    List<AgentEvent> events = new ArrayList<>();
    // some begin with a tool's bare name, and say with the next message what it is to do
    if (!told.contains(id) && (over || status.equals("in_progress") || saysWhat(update))) {
      told.add(id);
      events.add(new AgentEvent.ToolUse(id, tool(update, "tool"), summary(update)));
    }
    if (over) {
      told.remove(id);
      events.add(new AgentEvent.ToolResult(id, status.equals("failed"), result(update)));
    }
    return new Reading(events, null);
  }

  private static boolean saysWhat(JsonNode update) {
    return TELLING.stream().anyMatch(member -> update.path("rawInput").path(member).isString());
  }

  /** The tool's kind, which every agent says in the same words; else its title. */
  static String tool(JsonNode call, String otherwise) {
    String kind = Json.text(call, "kind", "");
    return kind.isEmpty() || kind.equals("other") ? Json.text(call, "title", otherwise) : kind;
  }

  /** In one line, what it is to do. */
  static String summary(JsonNode call) {
    JsonNode input = call.path("rawInput");
    for (String member : TELLING) {
      JsonNode value = input.path(member);
      if (value.isString()) {
        return oneLine(value.asString());
      }
    }
    return oneLine(Json.text(call, "title", ""));
  }

  private static String result(JsonNode update) {
    for (JsonNode part : update.path("content")) {
      String text = Json.text(part.path("content"), "text", "");
      if (!text.isBlank()) {
        return oneLine(text);
      }
    }
    JsonNode raw = update.path("rawOutput");
    return oneLine(raw.isString() ? raw.asString() : Json.text(raw, "output", ""));
  }

  private static Reading plan(JsonNode update) {
    List<String> entries = new ArrayList<>();
    update
        .path("entries")
        .forEach(entry ->
            entries.add(Json.text(entry, "status", "") + " " + Json.text(entry, "content", "")));
    return entries.isEmpty()
        ? Reading.NOTHING
        : Reading.of(new AgentEvent.Notice(oneLine("plan: " + String.join("; ", entries))));
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
