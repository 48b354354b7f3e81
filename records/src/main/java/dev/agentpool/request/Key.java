package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names an entry of the shared context. */
public record Key(@JsonProperty(required = true) String key) {}
