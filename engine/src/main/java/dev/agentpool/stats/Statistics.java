package dev.agentpool.stats;

import dev.agentpool.stats.Spans.Parallelism;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All figures of a time (spec control-plane 21).
 *
 * @param faults what the figures do not know
 * @param quotas by the control plane's ids, as {@code effortByProvider}
 * @param utilization hours of work for each hour of the providers that are known; empty without any
 * @param days oldest first, only those on which something ended
 * @param hours by their beginnings, as {@code days}; none of a time of more than two days
 * @param importedUsages how many snapshots a former control plane took
 */
public record Statistics(
    Instant now,
    Period period,
    List<Fault> faults,
    Worker.Counts sessions,
    Parallelism parallelism,
    Walls walls,
    Map<String, Meterings.Quota> quotas,
    OptionalDouble utilization,
    Effort effort,
    Map<String, Effort> effortByProvider,
    Map<String, Effort> effortByModel,
    Map<LocalDate, Effort> days,
    Map<Instant, Effort> hours,
    Streak streak,
    int importedUsages) {

  /**
   * Something that the figures do not know.
   *
   * @param code such as {@code tokens_partial}
   * @param provider whose; empty when of none in particular
   */
  public record Fault(String code, String provider, String message) {}
}
