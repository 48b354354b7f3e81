package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import tools.jackson.databind.JsonNode;

/**
 * What the agent itself said in a turn, as it came: it is all there is when the turn is broken off,
 * and when a result has no text though the agent said some. One thread writes, any may read.
 */
final class TurnText {
  private static final int MOST = 200_000;
  private static final String STOP_HOOK = "Stop hook feedback:";
  private final StringBuffer said = new StringBuffer();
  private final StringBuffer last = new StringBuffer();
  private boolean fresh = true; // the lines' thread only
  private volatile int keptFromEnding;
  private volatile String stopHookSaid = "";

  void heard(JsonNode line) {
    if (line.path("parent_tool_use_id").isString()) {
      return; // a subagent's
    }
    switch (Json.text(line, "type", "")) {
      case "assistant" -> assistant(line);
      case "user" -> user(line);
      default -> {}
    }
  }

  private void assistant(JsonNode line) {
    if (line.path("is_api_error_message").asBoolean(false) || line.has("local_command_run")) {
      return; // the CLI's words, not the agent's
    }
    for (JsonNode block : line.path("message").path("content")) {
      switch (Json.text(block, "type", "")) {
        case "text" -> add(Json.text(block, "text", ""));
        case "tool_use" -> last.setLength(0);
        default -> {}
      }
    }
  }

  private void add(String text) {
    if (text.isBlank()) {
      return;
    }
    if (fresh) {
      last.setLength(0);
    }
    fresh = false;
    add(said, text);
    add(last, text);
  }

  private static void add(StringBuffer to, String text) {
    to.append(to.isEmpty() ? "" : "\n").append(text);
    if (to.length() > 2 * MOST) { // seldom, since it moves all of it
      to.delete(0, to.length() - MOST);
    }
  }

  private void user(JsonNode line) {
    fresh = true;
    for (JsonNode block : line.path("message").path("content")) {
      String text = Json.text(block, "text", "");
      if (text.startsWith(STOP_HOOK)) {
        keptFromEnding++;
        stopHookSaid = ClaudeEvents.oneLine(text.substring(STOP_HOOK.length()));
      }
    }
  }

  /** All of it; when it is very long, its end. */
  String all() {
    return end(said);
  }

  /** Since the last tool it used: what it meant for an answer. */
  String last() {
    return end(last);
  }

  private static String end(StringBuffer of) {
    String all = of.toString();
    return all.length() <= MOST ? all : "…" + all.substring(all.length() - MOST);
  }

  /** How often a Stop hook made it go on. */
  int keptFromEnding() {
    return keptFromEnding;
  }

  String stopHookSaid() {
    return stopHookSaid;
  }
}
