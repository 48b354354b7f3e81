package dev.agentpool.testkit.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A tool as the client of the Responses API declared it.
 *
 * @param namespace where the tool lives, or empty
 */
record ResponsesTool(String name, String namespace, Kind kind) {
  /** How a tool is called. */
  enum Kind {
    /** With arguments in JSON. */
    FUNCTION,
    /** With a text. */
    CUSTOM,
    /** A search for tools that the client did not declare at first. */
    SEARCH
  }

  /**
   * The tool of that name among those that the request declares or that a search has found; one of
   * a namespace is called {@code NAMESPACE__NAME}. What is not found is called as a function.
   */
  static ResponsesTool find(JsonNode body, String name) {
    for (JsonNode tool : declared(body)) {
      String declared = tool.path("name").asString("");
      switch (tool.path("type").asString("")) {
        case "tool_search" -> {
          if (name.equals("tool_search")) {
            return new ResponsesTool(name, "", Kind.SEARCH);
          }
        }
        case "namespace" -> {
          for (JsonNode inner : tool.path("tools")) {
            String innerName = inner.path("name").asString("");
            if (name.equals(declared + innerName) || name.equals(declared + "__" + innerName)) {
              return new ResponsesTool(innerName, declared, kind(inner));
            }
          }
        }
        default -> {
          if (declared.equals(name)) {
            return new ResponsesTool(name, "", kind(tool));
          }
        }
      }
    }
    return new ResponsesTool(name, "", Kind.FUNCTION);
  }

  private static List<JsonNode> declared(JsonNode body) {
    List<JsonNode> tools = new ArrayList<>();
    body.path("tools").forEach(tools::add);
    for (JsonNode item : body.path("input")) {
      if (item.path("type").asString("").equals("tool_search_output")) {
        item.path("tools").forEach(tools::add);
      }
    }
    return tools;
  }

  private static Kind kind(JsonNode tool) {
    return tool.path("type").asString("").equals("custom") ? Kind.CUSTOM : Kind.FUNCTION;
  }
}
