package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * A part of what was said and done (spec control-plane 12.1). Offsets are bytes; no part begins or
 * ends within a character.
 *
 * {@snippet :
 * TranscriptPart part = pool.artifacts().transcript(task.id(), 0, 4_000);
 * System.out.println(part.hasMore() + " " + part.sizeBytes());
 * }
 *
 * @param mode {@code page}, {@code tail} or {@code missing}
 * @param nextOffset where the next page begins
 * @param hasMore whether there is more behind a page, or before the last lines
 */
public record TranscriptPart(
    String sessionId,
    String path,
    boolean exists,
    @JsonPropertyDescription("page, tail or missing") String mode,
    Optional<Long> offset,
    Optional<Integer> limit,
    Optional<Integer> tailLines,
    @JsonPropertyDescription("where the next page begins") Optional<Long> nextOffset,
    boolean hasMore,
    long sizeBytes,
    @JsonPropertyDescription("untrusted: an agent's words") String text) {}
