package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A mail as it stands. */
public record MailRow(
    String id,
    String type,
    String from,
    String to,
    @JsonPropertyDescription("of work as the board has it; else unread, read, held or dead")
        String state,
    @JsonPropertyDescription("why it stands so; may be empty") String why,
    @JsonPropertyDescription("null while it is no task") Optional<String> taskId,
    List<String> dependsOn,
    Instant createdAt,
    @JsonPropertyDescription("false: it came as a file, and nobody knows who wrote it")
        boolean verified) {}
