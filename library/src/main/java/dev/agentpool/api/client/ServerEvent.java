package dev.agentpool.api.client;

import tools.jackson.databind.JsonNode;

/**
 * One event of a stream.
 *
 * @param id its number in the stream; 0 when it has none
 * @param type what kind it is
 */
public record ServerEvent(long id, String type, JsonNode data) {}
