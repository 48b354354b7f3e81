package dev.agentpool.stats;

import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Snapshots of what providers had left, by provider and time. Immutable. */
public final class Meterings {
  private final Map<String, NavigableMap<Instant, Usage>> all = new TreeMap<>();

  Meterings(Collection<Usage> usages) {
    for (Usage usage : usages) {
      all.computeIfAbsent(ProviderIds.id(usage.provider()), _ -> new TreeMap<>())
          .put(usage.checkedAt(), usage);
    }
  }

  /** The newest that was taken then or before and is not older than so much. */
  Optional<Usage> at(String provider, Instant time, Duration oldest) {
    var found = all.getOrDefault(provider, new TreeMap<>()).floorEntry(time);
    return found == null || found.getKey().isBefore(time.minus(oldest))
        ? Optional.empty()
        : Optional.of(found.getValue());
  }

  Set<String> providers() {
    return all.keySet();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * What was left in a time, at the tightest of a provider's windows.
   *
   * @param samples how many snapshots told it
   */
  public record Quota(double current, double least, double most, int samples) {}

  /** Of providers of which it is known. */
  Map<String, Quota> quotas(Period period) {
    Map<String, Quota> quotas = new TreeMap<>();
    all.forEach((provider, usages) -> {
      var left = new ArrayList<Double>();
      usages
          .subMap(period.start(), true, period.end(), true)
          .values()
          .forEach(usage -> left(usage).ifPresent(left::add));
      if (!left.isEmpty()) {
        quotas.put(
            provider,
            new Quota(
                left.getLast(),
                left.stream().min(Comparator.naturalOrder()).orElseThrow(),
                left.stream().max(Comparator.naturalOrder()).orElseThrow(),
                left.size()));
      }
    });
    return quotas;
  }

  private static OptionalDouble left(Usage usage) {
    return usage.windows().stream()
        .filter(window -> window.kind() != WindowKind.ON_DEMAND)
        .map(Window::remainingPercent)
        .filter(java.util.Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .min();
  }
}
