package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Names a mail. */
public record MailName(
    @JsonProperty(required = true) @JsonPropertyDescription("the mail's id") String mailId) {}
