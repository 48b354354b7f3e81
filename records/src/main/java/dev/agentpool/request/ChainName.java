package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names a chain. */
public record ChainName(@JsonProperty(required = true) String chainId) {}
