package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks count. Immutable.
 *
 * {@snippet :
 * MetricsFilter lastHour = MetricsFilter.ALL.since(Instant.now().minusSeconds(3600));
 * System.out.println(pool.metrics(lastHour).totalSpend());
 * }
 */
public record MetricsFilter(
    @JsonPropertyDescription("submitted then or later") Optional<Instant> since,
    @JsonPropertyDescription("submitted before then") Optional<Instant> until,
    @JsonProperty("tag") @JsonPropertyDescription("any of them") List<String> tags,
    Optional<String> model) {
  /** Every task. */
  public static final MetricsFilter ALL =
      new MetricsFilter(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  /** Keeps a copy of the list. */
  public MetricsFilter {
    tags = List.copyOf(tags);
  }

  /** Submitted then or later. */
  public MetricsFilter since(Instant time) {
    return new MetricsFilter(Optional.of(time), until, tags, model);
  }

  /** Submitted before then. */
  public MetricsFilter until(Instant time) {
    return new MetricsFilter(since, Optional.of(time), tags, model);
  }

  /** With any of these tags. */
  public MetricsFilter withTags(String... wanted) {
    return new MetricsFilter(since, until, List.of(wanted), model);
  }

  /** Done by this model. */
  public MetricsFilter withModel(String wanted) {
    return new MetricsFilter(since, until, tags, Optional.of(wanted));
  }
}
