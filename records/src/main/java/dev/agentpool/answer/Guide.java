package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A page that ships.
 *
 * @param text its Markdown
 */
public record Guide(
    @JsonPropertyDescription("what to ask for it by") String name,
    @JsonPropertyDescription("its first line") String title,
    @JsonPropertyDescription("what it is for") String description,
    @JsonPropertyDescription("its Markdown") String text) {}
