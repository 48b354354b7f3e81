package dev.agentpool.poolsocket;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lines that are asked and answered. */
final class Reply {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Reply() {}

  static String ok(JsonNode data) {
    ObjectNode node = JSON.createObjectNode().put("status", "ok");
    node.set("data", data);
    return JSON.writeValueAsString(node);
  }

  static String said(String message) {
    return ok(JSON.createObjectNode().put("message", message));
  }

  static String error(String message) {
    return JSON.writeValueAsString(
        JSON.createObjectNode().put("status", "error").put("message", message));
  }

  /** Throws with the reason when it is no request. */
  static JsonNode read(String line) throws DoorDesk.DoorRefused {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.isObject()) {
        throw new DoorDesk.DoorRefused("invalid request: it is not a JSON object");
      }
      return node;
    } catch (JacksonException e) {
      throw new DoorDesk.DoorRefused("invalid request: " + e.getOriginalMessage());
    }
  }

  static String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isString() ? value.stringValue() : "";
  }

  static String request(String method, String... members) {
    ObjectNode node = JSON.createObjectNode().put("method", method);
    for (int i = 0; i + 1 < members.length; i += 2) {
      node.put(members[i], members[i + 1]);
    }
    return JSON.writeValueAsString(node);
  }

  /** The data of an answer; throws what the answer says when it is an error. */
  static JsonNode data(String line) throws DoorDesk.DoorRefused {
    JsonNode node = read(line);
    if (!text(node, "status").equals("ok")) {
      throw new DoorDesk.DoorRefused(text(node, "message"));
    }
    return node.path("data");
  }
}
