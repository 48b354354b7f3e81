package dev.agentpool.provider.rpc;

import dev.agentpool.protocol.jsonrpc.RpcHandler;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** What a session's peer says by itself, to whom it concerns. */
record RpcEar(BiConsumer<String, JsonNode> notified, Asked asking) implements RpcHandler {
  interface Asked {
    void asked(JsonNode id, String method, JsonNode params);
  }

  @Override
  public void notified(String method, JsonNode params) {
    notified.accept(method, params);
  }

  @Override
  public void asked(JsonNode id, String method, JsonNode params) {
    asking.asked(id, method, params);
  }
}
