package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads what a client sends as one message of JSON-RPC, and says what is wrong with it. */
final class Messages {
  private static final TypeRef<Map<String, Object>> OBJECT = new TypeRef<>() {};
  private static final int BAD_ANSWER = 0;
  private final McpJsonMapper json;

  Messages(McpJsonMapper json) {
    this.json = json;
  }

  /** The message. */
  McpSchema.JSONRPCMessage read(String text) throws Bad {
    if (text.stripLeading().startsWith("[")) {
      throw new Bad(
          Wire.INVALID_REQUEST, "a list of messages is not taken; send them one by one", null);
    }
    Map<String, Object> message = object(text);
    Object id = message.get("id");
    @Nullable Object usable =
        id instanceof String || id instanceof Integer || id instanceof Long ? id : null;
    if (!McpSchema.JSONRPC_VERSION.equals(message.get("jsonrpc"))) {
      throw new Bad(
          Wire.INVALID_REQUEST,
          "this is no message of JSON-RPC: \"jsonrpc\" has to be \"2.0\"",
          usable);
    }
    if (message.containsKey("id") && usable == null && message.containsKey("method")) {
      throw new Bad(
          Wire.INVALID_REQUEST, "a request's id has to be a text or a whole number", null);
    }
    boolean answer = message.containsKey("result") || message.containsKey("error");
    if (!(message.get("method") instanceof String) && !answer) {
      throw new Bad(
          Wire.INVALID_REQUEST, "a message has to have a method, or a result or an error", usable);
    }
    try {
      return json.convertValue(message, type(message));
    } catch (IllegalArgumentException e) {
      throw new Bad(
          message.containsKey("method") ? Wire.INVALID_REQUEST : BAD_ANSWER,
          "this is no message of JSON-RPC: " + reason(e),
          usable);
    }
  }

  /** Any JSON object. */
  Map<String, Object> object(String text) throws Bad {
    try {
      Map<String, Object> object = json.readValue(text, OBJECT);
      if (object != null) {
        return object;
      }
    } catch (IOException e) {
      throw new Bad(Wire.PARSE_ERROR, "this is no JSON object: " + reason(e), null);
    }
    throw new Bad(Wire.PARSE_ERROR, "this is no JSON object: it is null", null);
  }

  private static Class<? extends McpSchema.JSONRPCMessage> type(Map<String, Object> message) {
    if (!message.containsKey("method")) {
      return McpSchema.JSONRPCResponse.class;
    }
    return message.containsKey("id")
        ? McpSchema.JSONRPCRequest.class
        : McpSchema.JSONRPCNotification.class;
  }

  private static String reason(Exception e) {
    return e.getCause() instanceof JacksonException cause
        ? Params.shown(cause.getOriginalMessage().replaceAll("\\s+", " "))
        : Params.shown(String.valueOf(e.getMessage()));
  }

  /** A message that cannot be taken, and how to say so. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final transient @Nullable Object id;

    Bad(int code, String message, @Nullable Object id) {
      super(message);
      this.code = code;
      this.id = id;
    }

    /** What to send; empty for a bad answer, which is not answered. */
    Optional<Object> response() {
      if (code == BAD_ANSWER) {
        return Optional.empty();
      }
      McpError error = Wire.error(code, String.valueOf(getMessage()));
      return Optional.of(
          id == null ? error : McpSchema.JSONRPCResponse.error(id, error.getJsonRpcError()));
    }
  }
}
