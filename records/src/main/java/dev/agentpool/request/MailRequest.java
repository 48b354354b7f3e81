package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** Sends mail to an expert. */
public record MailRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("an expert or a role") String to,
    @JsonProperty(required = true) @JsonPropertyDescription("Markdown") String body,
    @JsonPropertyDescription("the same id is the same mail; one is made where it is absent")
        Optional<String> id,
    @JsonPropertyDescription("who sends it; user where it is absent") Optional<String> from,
    @JsonPropertyDescription(
            "task, question, response, notify, handoff or cancel; task where it is absent")
        Optional<String> type,
    @JsonPropertyDescription("low, normal, high or urgent") Optional<String> priority,
    @JsonPropertyDescription("ids of mails that have to be done before") List<String> dependsOn,
    @JsonPropertyDescription("ids of contracts it is under") List<String> contracts,
    @JsonPropertyDescription("of a cancel: what is taken back") Optional<String> cancels) {}
