package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.UsageFilter;
import dev.agentpool.ledger.UsageReadings;
import dev.agentpool.ledger.books.UsageBook;
import dev.agentpool.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The snapshots in the order in which they came. */
final class MemoryUsages implements UsageBook, UsageReadings {
  private final List<Usage> all = new ArrayList<>();

  @Override
  public void add(Usage usage, int keep) {
    all.add(usage);
    long of = all.stream().filter(one -> one.provider().equals(usage.provider())).count();
    for (long over = of - keep; over > 0; over--) {
      all.remove(
          all.stream()
              .filter(one -> one.provider().equals(usage.provider()))
              .findFirst()
              .orElseThrow());
    }
  }

  @Override
  public Optional<Usage> usage(String provider) {
    return all.reversed().stream().filter(one -> one.provider().equals(provider)).findFirst();
  }

  @Override
  public List<Usage> usages() {
    TreeMap<String, Usage> newest = new TreeMap<>();
    all.forEach(one -> newest.put(one.provider(), one));
    return List.copyOf(newest.values());
  }

  @Override
  public List<Usage> usages(UsageFilter filter) {
    return all.reversed().stream()
        .filter(one -> filter.provider() == null || one.provider().equals(filter.provider()))
        .filter(one -> filter.from() == null || !one.checkedAt().isBefore(filter.from()))
        .filter(one -> filter.until() == null || one.checkedAt().isBefore(filter.until()))
        .limit(filter.limit())
        .toList();
  }
}
