package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * A provider in a summary (spec control-plane 16.6).
 *
 * @param status now: what was reset since the snapshot counts no more
 * @param installed empty when nobody looked
 * @param unusableReason in a word, such as {@code limit_reached} or {@code 5h_below_10_percent}
 * @param stale older than a person wants it; information, no veto
 * @param summary a line for people
 */
public record UsageRow(
    String providerId,
    @JsonPropertyDescription("now: what was reset since it was asked counts no more") String status,
    String confidence,
    @JsonPropertyDescription("null when nobody looked") Optional<Boolean> installed,
    Optional<String> authStatus,
    boolean usable,
    @JsonPropertyDescription("limit_reached, usage_unknown, 5h_below_10_percent…")
        Optional<String> unusableReason,
    @JsonPropertyDescription("older than wanted; information, no veto") boolean stale,
    long ageSeconds,
    String checkedAt,
    List<UsageRowWindow> windows,
    Optional<Double> creditsRemaining,
    List<String> warnings,
    Optional<String> source,
    String summary) {
  /** Keeps copies. */
  public UsageRow {
    windows = List.copyOf(windows);
    warnings = List.copyOf(warnings);
  }
}
