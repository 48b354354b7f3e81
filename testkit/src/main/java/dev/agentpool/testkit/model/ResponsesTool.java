package dev.agentpool.testkit.model;

import tools.jackson.databind.JsonNode;

/**
 * A tool as the client of the Responses API declared it.
 *
 * @param namespace where the tool lives, or empty
 * @param custom whether it takes a text in place of JSON
 */
record ResponsesTool(String name, String namespace, boolean custom) {

  /** A tool that was not declared is called as a function of that name. */
  static ResponsesTool find(JsonNode tools, String name) {
    for (JsonNode tool : tools) {
      String declared = tool.path("name").asString("");
      String type = tool.path("type").asString("");
      if (type.equals("namespace")) {
        for (JsonNode inner : tool.path("tools")) {
          String innerName = inner.path("name").asString("");
          if (name.equals(declared + innerName) || name.equals(declared + "__" + innerName)) {
            return new ResponsesTool(innerName, declared, isCustom(inner));
          }
        }
      } else if (declared.equals(name)) {
        return new ResponsesTool(name, "", isCustom(tool));
      }
    }
    return new ResponsesTool(name, "", false);
  }

  private static boolean isCustom(JsonNode tool) {
    return tool.path("type").asString("").equals("custom");
  }
}
