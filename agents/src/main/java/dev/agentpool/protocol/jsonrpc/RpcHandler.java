package dev.agentpool.protocol.jsonrpc;

import tools.jackson.databind.JsonNode;

/**
 * Hears what a peer says by itself; on the thread that reads its lines, in order. Must not block.
 */
public interface RpcHandler {
  void notified(String method, JsonNode params);

  /**
   * The peer asks, and waits until {@link RpcPeer#answer} or {@link RpcPeer#refuse} is given this
   * id.
   *
   * @param id as the peer wrote it, a text or a number
   */
  void asked(JsonNode id, String method, JsonNode params);

  /** A message that is none of the protocol's: neither a method, nor a result, nor an error. */
  default void puzzled(JsonNode message) {}
}
