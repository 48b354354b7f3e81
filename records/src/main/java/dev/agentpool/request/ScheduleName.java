package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names a schedule. */
public record ScheduleName(@JsonProperty(required = true) String name) {}
