package dev.agentpool.operation;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Stats;
import dev.agentpool.answer.StatsParallelism;
import dev.agentpool.answer.StatsSessions;
import dev.agentpool.answer.StatsTokens;
import dev.agentpool.answer.StatsWalls;
import dev.agentpool.answer.StatsWork;
import dev.agentpool.ledger.Tokens;
import dev.agentpool.stats.Effort;
import dev.agentpool.stats.Spans;
import dev.agentpool.stats.Statistics;
import dev.agentpool.stats.Walls;
import dev.agentpool.stats.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Figures of a time as an answer, with the sections that are asked for. */
final class StatsShown {
  static final String VERSION = "stats/v1";
  static final List<String> SECTIONS =
      List.of("sessions", "parallelism", "walls", "quota", "utilization", "tokens", "work");

  private StatsShown() {}

  static Stats of(
      Statistics all,
      Optional<String> provider,
      String scope,
      Optional<String> coordinator,
      Set<String> sections) {
    var period = all.period();
    return new Stats(
        VERSION,
        all.now().toString(),
        "computed",
        scope,
        new Stats.Window(
            period.start().toString(), period.end().toString(), period.label(), period.spec()),
        new Stats.Filters(provider),
        all.faults().stream()
            .map(one ->
                new Stats.Quality(
                    one.code(),
                    Optional.of(one.provider()).filter(name -> !name.isEmpty()),
                    one.message()))
            .toList(),
        coordinator,
        section(sections, "sessions", () -> sessions(all.sessions())),
        section(sections, "parallelism", () -> parallelism(all.parallelism())),
        section(sections, "walls", () -> walls(all.walls())),
        section(sections, "quota", () -> quotas(all)),
        sections.contains("utilization") ? number(all.utilization()) : Stats.UTILIZATION_NOT_ASKED,
        section(sections, "tokens", () -> tokens(all)),
        section(sections, "work", () -> work(all)),
        new Stats.Past(all.sessions().imported(), all.importedUsages()),
        next(all));
  }

  private static <T> Optional<T> section(Set<String> asked, String name, Supplier<T> made) {
    return asked.contains(name) ? Optional.of(made.get()) : Optional.empty();
  }

  private static StatsSessions sessions(Worker.Counts counts) {
    return new StatsSessions(
        counts.total(),
        counts.byProvider(),
        counts.byRole(),
        counts.byState(),
        counts.total(),
        counts.terminated(),
        counts.interrupted(),
        counts.timedOut());
  }

  private static StatsParallelism parallelism(Spans.Parallelism told) {
    return new StatsParallelism(
        told.wallClockHours(),
        told.sumWorkerHours(),
        number(told.ratio()),
        told.peakConcurrent(),
        Optional.ofNullable(told.peakAt()).map(Instant::toString));
  }

  private static Optional<Double> number(OptionalDouble told) {
    return told.isPresent() ? Optional.of(told.getAsDouble()) : Optional.empty();
  }

  private static StatsWalls walls(Walls told) {
    return new StatsWalls(
        Optional.of(told.hit()).filter(_ -> told.known()),
        Optional.of(told.avoided()).filter(_ -> told.known()),
        each(told.byProvider(), one -> new StatsWalls.Tally(one.hit(), one.avoided())),
        told.low() ? "low" : "high",
        Walls.DEFINITION);
  }

  private static Map<String, Stats.Quota> quotas(Statistics all) {
    return each(
        all.quotas(),
        one -> new Stats.Quota(one.current(), one.least(), one.most(), one.samples()));
  }

  private static StatsTokens tokens(Statistics all) {
    Tokens told = all.effort().tokens();
    Optional<Tokens> some = Optional.of(told).filter(tokens -> tokens.all() > 0);
    Map<String, StatsTokens.Counts> byProvider =
        each(all.effortByProvider(), one -> counts(one.tokens()));
    byProvider.values().removeIf(counts -> counts.total() == 0);
    return new StatsTokens(
        some.map(Tokens::input),
        some.map(Tokens::output),
        some.map(Tokens::cacheRead),
        some.map(Tokens::cacheCreation),
        some.map(Tokens::untold),
        some.map(Tokens::all),
        byProvider);
  }

  private static StatsTokens.Counts counts(Tokens told) {
    return new StatsTokens.Counts(
        told.input(),
        told.output(),
        told.cacheRead(),
        told.cacheCreation(),
        told.untold(),
        told.all());
  }

  private static StatsWork work(Statistics all) {
    Effort told = all.effort();
    return new StatsWork(
        told.attempts(),
        told.completed(),
        told.turns(),
        told.elapsed(),
        Cost.of(told.cost()),
        each(all.effortByProvider(), StatsShown::share),
        each(all.effortByModel(), StatsShown::share),
        all.days().entrySet().stream()
            .map(day ->
                new StatsWork.Day(
                    day.getKey().toString(),
                    day.getValue().attempts(),
                    day.getValue().completed(),
                    day.getValue().tokens().all(),
                    Cost.of(day.getValue().cost())))
            .toList(),
        all.hours().entrySet().stream()
            .map(hour ->
                new StatsWork.Hour(
                    hour.getKey(),
                    hour.getValue().attempts(),
                    hour.getValue().completed(),
                    hour.getValue().tokens().all(),
                    Cost.of(hour.getValue().cost())))
            .toList(),
        new StatsWork.Streak(all.streak().current(), all.streak().longest()));
  }

  private static StatsWork.Share share(Effort told) {
    return new StatsWork.Share(
        told.attempts(), told.completed(), told.tokens().all(), Cost.of(told.cost()));
  }

  private static <A, B> Map<String, B> each(Map<String, A> table, Function<A, B> change) {
    Map<String, B> changed = new TreeMap<>();
    table.forEach((key, value) -> changed.put(key, change.apply(value)));
    return changed;
  }

  private static List<String> next(Statistics all) {
    List<String> next = new ArrayList<>();
    if (all.sessions().total() == 0 && all.effort().attempts() == 0) {
      next.add("agentpool stats --since all --json");
    }
    if (all.quotas().isEmpty()) {
      next.add("agentpool usage-summary --refresh --json");
    }
    if (all.walls().known() && all.walls().hit() > 0) {
      next.add("agentpool capacity-summary --json");
    }
    return next;
  }
}
