package dev.agentpool.stats;

import dev.agentpool.config.Home;
import dev.agentpool.engine.LiveSessions;
import dev.agentpool.engine.SessionView;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.SessionTimes;
import dev.agentpool.ledger.UsageFilter;
import dev.agentpool.ledger.WorkFilter;
import dev.agentpool.ledger.Worked;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes figures of a time. Of tasks nothing is walked over: the ledger keeps sums of them.
 * Sessions and snapshots are read, each up to a bound. Thread-safe.
 */
public final class Stats {
  private static final int MOST_SESSIONS = 20_000;
  private static final int MOST_HOURS = 48;
  private static final int MOST_USAGES = 50_000;
  private final Ledger ledger;
  private final LiveSessions sessions;
  private final Home home;

  public Stats(Ledger ledger, LiveSessions sessions, Home home) {
    this.ledger = ledger;
    this.sessions = sessions;
    this.home = home;
  }

  /**
   * What is asked.
   *
   * @param pool of this one alone; null for all
   * @param provider of this one alone, as the control plane calls it; null for all
   * @param coordinator of whose sessions alone, and their turns; null for everybody's
   * @param zone whose days are told
   */
  public record Question(
      String window,
      @Nullable PoolId pool,
      @Nullable String provider,
      @Nullable String coordinator,
      ZoneId zone) {}

  /** Throws {@link dev.agentpool.engine.Refused} for a window that is none. */
  public Statistics of(Question asked, UsagePolicy policy) {
    Instant now = ledger.now();
    Period period = Period.of(asked.window(), now);
    List<SessionView> own = own(asked, period);
    List<Worker> workers = new ArrayList<>(workers(own, asked, period));
    boolean everybodys = asked.coordinator() == null && asked.pool() == null;
    if (everybodys) {
      workers.addAll(FormerPast.workers(home, period, asked.provider()));
    }
    Instant since = period.start().minus(policy.staleAfter().multipliedBy(2));
    List<Usage> former =
        everybodys ? FormerPast.usages(home, since, period.end()) : List.<Usage>of();
    List<Usage> usages =
        new ArrayList<>(ledger.usages(new UsageFilter(null, since, period.end(), MOST_USAGES)));
    usages.addAll(former);
    Meterings meterings = new Meterings(usages);
    Map<String, Meterings.Quota> quotas = new TreeMap<>(meterings.quotas(period));
    if (asked.provider() != null) {
      quotas.keySet().retainAll(Set.of(asked.provider()));
    }
    Instant until = period.end().isAfter(now) ? now : period.end();
    Spans.Parallelism parallelism = Spans.of(Worker.spans(workers, until));
    List<Worked> worked = worked(asked, own, period);
    Map<LocalDate, Effort> days = Effort.days(worked, asked.zone());
    Statistics all =
        new Statistics(
            now,
            period,
            List.of(),
            Worker.counts(workers),
            parallelism,
            Walls.of(workers, meterings, policy),
            quotas,
            utilization(parallelism, period, quotas.size()),
            Effort.all(worked),
            Effort.by(worked, part -> ProviderIds.id(named(part.provider()))),
            Effort.by(worked, part -> named(part.model())),
            days,
            period.hours() > MOST_HOURS ? Map.of() : Effort.hours(worked, asked.zone()),
            Streak.of(days, LocalDate.ofInstant(until, asked.zone())),
            former.size());
    return Faults.told(all, asked.provider(), own.size() == MOST_SESSIONS);
  }

  private static String named(@Nullable String name) {
    return name == null || name.isEmpty() ? "unknown" : name;
  }

  private static OptionalDouble utilization(
      Spans.Parallelism parallelism, Period period, int providers) {
    return providers == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Spans.rounded(parallelism.sumWorkerHours() / (period.hours() * providers), 4));
  }

  private List<SessionView> own(Question asked, Period period) {
    List<LiveSession> opened =
        ledger.sessions(
            new SessionTimes(
                asked.pool(), asked.coordinator(), period.start(), period.end(), MOST_SESSIONS));
    return sessions.standing(opened).stream()
        .filter(view ->
            asked.provider() == null
                || asked.provider().equals(ProviderIds.id(view.about().provider())))
        .toList();
  }

  private List<Worker> workers(List<SessionView> views, Question asked, Period period) {
    Set<SessionId> ids = new HashSet<>();
    views.forEach(view -> ids.add(view.row().id()));
    Map<SessionId, Integer> interrupted = ledger.interruptions(ids);
    return views.stream()
        .map(view -> {
          LiveSession.Ended ended = view.row().ended();
          boolean within = ended != null && ended.at().isBefore(period.end());
          boolean late = ended != null && ended.as() == EndedAs.TIMED_OUT;
          return new Worker(
              ProviderIds.id(view.about().provider()),
              view.about().role(),
              view.state().name(),
              view.row().createdAt(),
              ended == null ? null : ended.at(),
              within && !late,
              within && late,
              interrupted.getOrDefault(view.row().id(), 0),
              false);
        })
        .toList();
  }

  private List<Worked> worked(Question asked, List<SessionView> own, Period period) {
    if (asked.coordinator() == null) {
      return ledger.worked(
          new WorkFilter(
              asked.pool(),
              asked.provider() == null ? null : ProviderIds.provider(asked.provider()),
              period.start(),
              period.end()));
    }
    Set<SessionId> ids = new HashSet<>();
    own.forEach(view -> ids.add(view.row().id()));
    return ledger.worked(new WorkFilter.OfSessions(ids, period.start(), period.end()));
  }
}
