package dev.agentpool.stats;

import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.Tokens;
import dev.agentpool.ledger.Worked;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What attempts came to, added up.
 *
 * @param completed those that did what was asked
 * @param uncounted those whose tokens are not all told
 */
public record Effort(
    long attempts,
    long completed,
    long uncounted,
    Tokens tokens,
    Cost cost,
    long turns,
    Duration elapsed) {
  static final Effort NONE = new Effort(0, 0, 0, Tokens.NONE, Cost.NOTHING, 0, Duration.ZERO);

  private static Effort of(Worked one) {
    return new Effort(
        one.attempts(),
        one.completed(),
        one.uncounted(),
        one.tokens(),
        one.cost(),
        one.turns(),
        one.elapsed());
  }

  Effort plus(Effort other) {
    return new Effort(
        attempts + other.attempts,
        completed + other.completed,
        uncounted + other.uncounted,
        tokens.plus(other.tokens),
        cost.plus(other.cost),
        turns + other.turns,
        elapsed.plus(other.elapsed));
  }

  static Effort all(Collection<Worked> parts) {
    return parts.stream().map(Effort::of).reduce(NONE, Effort::plus);
  }

  /** In the order of the keys. */
  static <K extends Comparable<? super K>> Map<K, Effort> by(
      Collection<Worked> parts, Function<Worked, K> what) {
    Map<K, Effort> sums = new TreeMap<>();
    parts.forEach(part -> sums.merge(what.apply(part), of(part), Effort::plus));
    return sums;
  }

  /** By days as a zone has them, oldest first; a day on which nothing ended is absent. */
  static Map<LocalDate, Effort> days(Collection<Worked> parts, ZoneId zone) {
    return by(parts, part -> LocalDate.ofInstant(part.quarter(), zone));
  }

  /** By the beginnings of hours as a zone has them, oldest first; one with nothing is absent. */
  static Map<Instant, Effort> hours(Collection<Worked> parts, ZoneId zone) {
    return by(parts, part -> part.quarter().atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant());
  }
}
