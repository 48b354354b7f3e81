package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Optional;

/**
 * A claim of one file by a task or live session (spec control-plane 14).
 *
 * {@snippet :
 * FileLease lease = pool.leases().acquireToRead(task.id(), "README.md", Optional.empty());
 * System.out.println(lease.filePath() + " is leased to " + lease.mode());
 * }
 *
 * @param taskId whose it is: a task's id, or a live session's
 * @param repoPath the project's root
 * @param mode {@code read} or {@code write}
 * @param expiresAt empty when it lasts as long as its holder
 */
public record FileLease(
    String id,
    @JsonPropertyDescription("whose it is: a task's id, or a live session's") String taskId,
    String repoPath,
    @JsonPropertyDescription("from the project's root") String filePath,
    @JsonPropertyDescription("read or write") String mode,
    Instant createdAt,
    @JsonPropertyDescription("null when it lasts as long as its holder")
        Optional<Instant> expiresAt) {}
