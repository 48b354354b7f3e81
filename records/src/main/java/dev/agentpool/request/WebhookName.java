package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Names a webhook. */
public record WebhookName(@JsonProperty(required = true) String webhookId) {}
