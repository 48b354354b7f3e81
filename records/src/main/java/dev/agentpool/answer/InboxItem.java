package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that stands in the inbox.
 *
 * @param id a question's or a task's; of what stands still the provider, empty for the project, or
 *     a schedule
 * @param title what a task is called
 * @param asker of a question whose agent asks; empty when agentpool itself does
 * @param next a command that does something about it
 */
public record InboxItem(
    @JsonPropertyDescription("question, review, task or pause") String kind,
    @JsonPropertyDescription(
            "of a question or a task; of a pause its provider or schedule, empty: the project")
        String id,
    String pool,
    @JsonPropertyDescription("since when it stands there") Instant since,
    @JsonPropertyDescription("why, in one line") String cause,
    @JsonPropertyDescription("of a review or a task: what it is called") Optional<String> title,
    @JsonPropertyDescription("of a question: whose agent asks; null when agentpool itself does")
        Optional<Asker> asker,
    @JsonPropertyDescription("a command that does something about it") String next) {}
