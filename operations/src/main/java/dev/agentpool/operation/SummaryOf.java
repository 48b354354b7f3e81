package dev.agentpool.operation;

import dev.agentpool.answer.UsageCounts;
import dev.agentpool.answer.UsageRow;
import dev.agentpool.answer.UsageSummary;
import dev.agentpool.capacity.Backend;
import dev.agentpool.capacity.Capacity;
import dev.agentpool.request.UsageRequest;
import dev.agentpool.usage.Standing;
import dev.agentpool.usage.Usable;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import dev.agentpool.usage.UsageStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Makes a summary of snapshots: rows, counts, and what is available next. */
final class SummaryOf {
  private final House house;
  private final Capacity.Snapshots told;
  private final UsageRequest asked;
  private final LookAround look;
  private final UsagePolicy policy;
  private final Instant now;
  private final Map<String, UsageRow> rows = new TreeMap<>();
  private Optional<Next> next = Optional.empty();

  private record Next(String provider, Instant at) {}

  SummaryOf(House house, Capacity.Snapshots told, UsageRequest asked, LookAround look) {
    this.house = house;
    this.told = told;
    this.asked = asked;
    this.look = look;
    this.policy = house.capacity().policy();
    this.now = house.ledger().now();
  }

  UsageSummary summary() throws InterruptedException {
    Optional<Map<String, Usable.Seen>> seen = look.seen();
    for (Usage usage : told.usages()) {
      add(usage, seen.orElse(Map.of()).getOrDefault(usage.provider(), Usable.Seen.NOTHING));
    }
    return new UsageSummary(
        now.toString(),
        rows,
        policy.minRemainingPercent(),
        next.map(Next::provider),
        next.map(one -> one.at().toString()),
        counts(),
        GuidanceRows.preferences(house).withoutText(),
        UsageRows.source(told),
        told.live() ? Backend.of(asked.backend()).wireName() : "cache",
        told.partial() || seen.isEmpty());
  }

  private void add(Usage usage, Usable.Seen looked) {
    Standing standing = Standing.of(usage, now);
    // whoever tells its limits is logged in, by whatever way nobody looked for
    Usable.Seen seen =
        told.live() && usage.status().tells() && looked.auth().isPresent()
            ? new Usable.Seen(looked.installed(), Optional.of("authenticated"))
            : looked;
    UsageRow row = UsageShown.row(standing, seen, policy);
    rows.put(row.providerId(), row);
    if (!row.usable()) {
      standing
          .freeAt(policy.minRemainingPercent())
          .filter(at -> at.isAfter(now))
          .filter(at -> next.isEmpty() || at.isBefore(next.get().at()))
          .ifPresent(at -> next = Optional.of(new Next(row.providerId(), at)));
    }
  }

  private UsageCounts counts() {
    int usable = count(UsageRow::usable);
    return new UsageCounts(
        rows.size(),
        usable,
        rows.size() - usable,
        of(UsageStatus.AVAILABLE),
        of(UsageStatus.NEAR_LIMIT),
        of(UsageStatus.LIMIT_REACHED),
        of(UsageStatus.UNKNOWN),
        of(UsageStatus.UNAVAILABLE));
  }

  private int of(UsageStatus status) {
    return count(row -> row.status().equals(status.wireName()));
  }

  private int count(Predicate<UsageRow> which) {
    return (int) rows.values().stream().filter(which).count();
  }
}
