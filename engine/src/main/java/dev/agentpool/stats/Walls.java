package dev.agentpool.stats;

import dev.agentpool.usage.Standing;
import dev.agentpool.usage.Usable;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often a session was begun with a provider at its limit, and how often beside one (spec
 * control-plane 21.2).
 *
 * @param known whether anything was known of what providers had left; else nothing is said
 * @param low whether of most beginnings not everything was known
 */
public record Walls(
    boolean known, int hit, int avoided, Map<String, Tally> byProvider, boolean low) {
  /** What the figures mean, for people. */
  public static final String DEFINITION =
      "hit: begun with a provider whose newest snapshot said that too little was left; avoided:"
          + " begun with one that had enough while another had too little. Snapshots older than"
          + " twice stale_after say nothing.";

  private static final Walls UNKNOWN = new Walls(false, 0, 0, Map.of(), true);

  /** Of one provider. */
  public record Tally(int hit, int avoided) {
    private Tally plus(Tally other) {
      return new Tally(hit + other.hit, avoided + other.avoided);
    }
  }

  private enum Seen {
    FREE,
    AT_ITS_LIMIT,
    OTHERWISE_UNUSABLE,
    UNKNOWN
  }

  static Walls of(Collection<Worker> begun, Meterings meterings, UsagePolicy policy) {
    if (meterings.isEmpty()) {
      return UNKNOWN;
    }
    Map<String, Tally> tallies = new TreeMap<>();
    int unsure = 0;
    for (Worker worker : begun) {
      Set<String> others = new HashSet<>(meterings.providers());
      others.remove(worker.provider());
      boolean wall = false;
      boolean unknown = false;
      for (String other : others) {
        Seen seen = seen(meterings, other, worker.created(), policy);
        wall |= seen == Seen.AT_ITS_LIMIT;
        unknown |= seen == Seen.UNKNOWN;
      }
      unsure += unknown ? 1 : 0;
      Seen own = seen(meterings, worker.provider(), worker.created(), policy);
      Tally tally = new Tally(own == Seen.AT_ITS_LIMIT ? 1 : 0, own == Seen.FREE && wall ? 1 : 0);
      tallies.merge(worker.provider(), tally, Tally::plus);
    }
    Tally all = tallies.values().stream().reduce(new Tally(0, 0), Tally::plus);
    return new Walls(true, all.hit(), all.avoided(), tallies, 2 * unsure > begun.size());
  }

  private static Seen seen(Meterings meterings, String provider, Instant time, UsagePolicy policy) {
    Duration oldest = policy.staleAfter().multipliedBy(2);
    Optional<Usage> usage = meterings.at(provider, time, oldest);
    if (usage.isEmpty()) {
      return Seen.UNKNOWN;
    }
    Optional<String> objection =
        Usable.objection(Standing.of(usage.get(), time), Usable.Seen.NOTHING, policy);
    if (objection.isEmpty()) {
      return Seen.FREE;
    }
    String why = objection.get();
    if (why.equals("usage_unknown")) {
      return Seen.UNKNOWN;
    }
    boolean quota = why.equals("limit_reached") || why.endsWith("_percent");
    return quota ? Seen.AT_ITS_LIMIT : Seen.OTHERWISE_UNUSABLE;
  }
}
