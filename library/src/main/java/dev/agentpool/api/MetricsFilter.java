package dev.agentpool.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which tasks count. Immutable.
 *
 * {@snippet :
 * MetricsFilter lastHour = MetricsFilter.ALL.since(Instant.now().minusSeconds(3600));
 * System.out.println(pool.metrics(lastHour).totalSpend());
 * }
 *
 * @param query under the names of docs/api.md
 */
public record MetricsFilter(Map<String, String> query) {
  /** Every task. */
  public static final MetricsFilter ALL = new MetricsFilter(Map.of());

  /** Keeps a copy of the table. */
  public MetricsFilter {
    query = Map.copyOf(query);
  }

  private MetricsFilter with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(query);
    changed.put(name, value);
    return new MetricsFilter(changed);
  }

  /** Submitted then or later. */
  public MetricsFilter since(Instant time) {
    return with("since_ms", Long.toString(time.toEpochMilli()));
  }

  /** Submitted before then. */
  public MetricsFilter until(Instant time) {
    return with("until_ms", Long.toString(time.toEpochMilli()));
  }

  /** With any of these tags. */
  public MetricsFilter withTags(String... tags) {
    return with("tag", String.join(",", tags));
  }

  /** Done by this model. */
  public MetricsFilter withModel(String model) {
    return with("model", model);
  }
}
