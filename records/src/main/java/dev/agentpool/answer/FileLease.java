package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Optional;

/**
 * A task's claim of one file (spec control-plane 14).
 *
 * {@snippet :
 * FileLease lease = pool.leases().acquireToRead(task.id(), "README.md", Optional.empty());
 * System.out.println(lease.filePath() + " is leased to " + lease.mode());
 * }
 *
 * @param repoPath the project's root
 * @param mode {@code read} or {@code write}
 * @param expiresAt empty when it lasts as long as its task
 */
public record FileLease(
    String id,
    String taskId,
    String repoPath,
    @JsonPropertyDescription("from the project's root") String filePath,
    @JsonPropertyDescription("read or write") String mode,
    Instant createdAt,
    @JsonPropertyDescription("null when it lasts as long as its task")
        Optional<Instant> expiresAt) {}
