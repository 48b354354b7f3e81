package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What providers have left, and which can be given work (spec control-plane 16.6). The rows are
 * sorted by their ids, which is no ranking.
 *
 * {@snippet :
 * UsageSummary usage = pool.usage().summary();
 * usage.providers().forEach((id, row) -> System.out.println(id + ": " + row.summary()));
 * }
 *
 * @param nextAvailableAt when the first that cannot be used now can be
 * @param source {@code live_probe} or {@code sqlite_cache}
 */
public record UsageSummary(
    String checkedAt,
    @JsonPropertyDescription("by id, which is no ranking") Map<String, UsageRow> providers,
    int minRemainingPercent,
    Optional<String> nextAvailableProvider,
    @JsonPropertyDescription("when the first that cannot be used now can be")
        Optional<String> nextAvailableAt,
    UsageCounts counts,
    Preferences preferences,
    @JsonPropertyDescription("live_probe or sqlite_cache") String source,
    @JsonPropertyDescription("native, codexbar, ccusage, combined; cache when nobody was asked")
        String backend,
    boolean partial) {
  /** Keeps a sorted copy. */
  public UsageSummary {
    providers = Collections.unmodifiableMap(new TreeMap<>(providers));
  }
}
