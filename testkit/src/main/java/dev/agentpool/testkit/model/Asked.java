package dev.agentpool.testkit.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a client asked, whatever its dialect.
 *
 * @param blocks the prompt in the order in which a provider caches it
 * @param session as the client calls it, or empty
 * @param key what the client authenticates with, or empty
 * @param body the request itself, for what only its dialect knows
 */
record Asked(
    String model,
    boolean streamed,
    Conversation conversation,
    List<PromptBlock> blocks,
    String session,
    String key,
    Optional<SideCall> side,
    JsonNode body) {
  Asked {
    blocks = List.copyOf(blocks);
  }
}
