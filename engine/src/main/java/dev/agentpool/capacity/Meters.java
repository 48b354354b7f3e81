package dev.agentpool.capacity;

import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.UsageProbe;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All that can be asked.
 *
 * @param own what a provider says itself, by its name
 * @param internal providers whose {@code own} is an interface that is asked only where a person
 *     allows it
 * @param codexBar the helper of that name
 * @param ccUsage the helper of that name, which knows Claude Code
 */
public record Meters(
    Map<String, UsageProbe> own, Set<String> internal, Helper codexBar, Helper ccUsage) {
  public Meters {
    own = Map.copyOf(own);
    internal = Set.copyOf(internal);
  }

  /**
   * A program that a person may have installed.
   *
   * @param of providers of which it knows something
   * @param isThere looks, and starts nothing
   */
  public record Helper(UsageProbe probe, Set<String> of, Predicate<SessionSpec> isThere) {
    public Helper {
      of = Set.copyOf(of);
    }

    boolean knows(String provider, SessionSpec spec) {
      return of.contains(provider) && isThere.test(spec);
    }
  }
}
