package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a request says. */
final class Params {
  private static final int SHOWN = 100;

  private Params() {}

  /** The parameters as the SDK's type; refuses them when a required text lacks. */
  static <T> T read(
      McpJsonMapper json, @Nullable Object params, Class<T> type, String requiredText) {
    if (!(params instanceof Map<?, ?> map) || !(map.get(requiredText) instanceof String)) {
      throw Wire.error(
          Wire.INVALID_PARAMS,
          "the request's params have to be an object with a text '" + requiredText + "'");
    }
    try {
      return json.convertValue(params, type);
    } catch (IllegalArgumentException e) {
      throw Wire.error(
          Wire.INVALID_PARAMS, "the request's params are not as MCP says: " + e.getMessage());
    }
  }

  /** All lists are one page; so a cursor is none of ours. */
  static void refuseCursor(@Nullable Object params) {
    if (params instanceof Map<?, ?> map && map.get("cursor") != null) {
      throw new McpRefused("there is no page at this cursor; all lists are one page");
    }
  }

  /** A client's text as it may stand in a message. */
  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
