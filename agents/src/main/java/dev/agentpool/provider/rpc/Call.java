package dev.agentpool.provider.rpc;

import tools.jackson.databind.JsonNode;

/** A request that is about to be made. */
public record Call(String method, JsonNode params) {}
