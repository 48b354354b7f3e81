package dev.agentpool.answer;

import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/**
 * One change, as the journal tells it.
 *
 * @param taskId empty for a change of the pool itself
 * @param attempt that it concerns; 0 for none
 * @param space of notes that changed; empty for what is no note
 * @param key of the note
 * @param detail for people
 */
public record JournalLine(
    long seq,
    Instant at,
    String pool,
    String kind,
    Optional<String> taskId,
    int attempt,
    Optional<TaskState> from,
    Optional<TaskState> to,
    Optional<String> space,
    Optional<String> key,
    String detail) {}
