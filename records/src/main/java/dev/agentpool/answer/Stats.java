package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was done in a time (spec control-plane 21, {@code stats/v1}). A section that was not asked
 * for is empty.
 *
 * {@snippet :
 * Stats week = pool.stats("7d");
 * week.work().ifPresent(work -> System.out.println(work.completed() + " done for " + work.cost()));
 * }
 *
 * @param source {@code computed}
 * @param scope {@code mine} or {@code all}
 * @param coordinatorId whose sessions these are, when they are one's
 * @param quota by provider
 * @param utilization hours of work for each hour of the providers whose usage is known
 * @param work what tasks and the turns of sessions came to
 * @param imported how much of this a former control plane did
 * @param suggestedNext command lines
 */
public record Stats(
    @JsonPropertyDescription("stats/v1") String schemaVersion,
    String generatedAt,
    String source,
    String scope,
    Window window,
    Filters filters,
    @JsonPropertyDescription("what the figures do not know") List<Quality> dataQuality,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> coordinatorId,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<StatsSessions> sessions,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<StatsParallelism> parallelism,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<StatsWalls> walls,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, Quota>> quota,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Stats.NotAsked.class)
        @JsonPropertyDescription("null while no usage is known")
        Optional<Double> utilization,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<StatsTokens> tokens,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<StatsWork> work,
    Past imported,
    List<String> suggestedNext) {
  /** Keeps copies of the lists. */
  public Stats {
    dataQuality = List.copyOf(dataQuality);
    suggestedNext = List.copyOf(suggestedNext);
  }

  /**
   * The time.
   *
   * @param spec as it was asked for
   */
  public record Window(String start, String end, String label, String spec) {}

  /** Of what alone they are. */
  public record Filters(Optional<String> providerId) {}

  /** Something that is not known, such as {@code tokens_partial}. */
  public record Quality(
      String code,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> providerId,
      String message) {}

  /** What a provider had left, in percent of the tightest of its windows. */
  public record Quota(
      double currentRemainingPercent, double minInWindow, double maxInWindow, int samples) {}

  /** Stands for a utilization that was not asked for, and is left out of JSON; else it is null. */
  public static final Optional<Double> UTILIZATION_NOT_ASKED = Optional.of(Double.NaN);

  static final class NotAsked {
    @Override
    public boolean equals(@Nullable Object value) {
      return UTILIZATION_NOT_ASKED.equals(value);
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** What was imported. */
  public record Past(int sessions, int usageSnapshots) {}
}
