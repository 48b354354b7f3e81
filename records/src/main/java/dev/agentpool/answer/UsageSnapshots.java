package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * Snapshots of usage, one a provider (spec control-plane 16.6).
 *
 * @param source {@code live_probe} when providers were asked now, else {@code sqlite_cache}
 * @param partial whether somebody was late and is unknown because of that
 */
public record UsageSnapshots(
    List<UsageSnapshot> snapshots,
    @JsonPropertyDescription("live_probe when providers were asked now, else sqlite_cache")
        String source,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> backend,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("whether somebody was late and is unknown because of that")
        Optional<Boolean> partial) {
  /** Keeps a copy. */
  public UsageSnapshots {
    snapshots = List.copyOf(snapshots);
  }
}
