package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names a workflow. */
public record WorkflowName(@JsonProperty(required = true) String workflow) {}
