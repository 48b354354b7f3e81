package dev.agentpool.node.slot;

import dev.agentpool.config.ConfigException;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Standing;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What attempts show of their provider's plan: that it is used up, so that usage says what the
 * pause says; and that what comes next would be paid beyond it, which nobody does by accident.
 */
final class PlanLimits {
  private static final Logger LOG = LoggerFactory.getLogger(PlanLimits.class);
  private static final String SOURCE = "agentpool_session_limit";
  private final Ledger ledger;
  private final Supplier<UsagePolicy> policy;

  PlanLimits(Ledger ledger, Supplier<UsagePolicy> policy) {
    this.ledger = ledger;
    this.policy = policy;
  }

  /**
   * A plan that is used up, where going on would cost money.
   *
   * @param until null when nobody says
   */
  record Paid(@Nullable Instant until, String why) {}

  /** An attempt was refused; until then the provider stands still. */
  void reached(String provider, Instant until, Instant now) {
    try {
      Optional<Usage> before = ledger.usage(provider);
      boolean known =
          before
              .map(usage -> Standing.of(usage, now).status())
              .filter(status -> status == UsageStatus.LIMIT_REACHED)
              .isPresent();
      if (!known) {
        ledger.noteUsage(limit(provider, before, until, now));
      }
    } catch (LedgerException e) {
      LOG.warn("that {} is at its limit cannot be kept: {}", provider, e.getMessage());
    }
  }

  private static Usage limit(String provider, Optional<Usage> before, Instant until, Instant now) {
    List<Window> windows = new ArrayList<>();
    windows.add(Window.used("limit", WindowKind.UNKNOWN, 100d, until, Confidence.OFFICIAL));
    before.ifPresent(usage -> windows.addAll(Standing.of(usage, now).windows()));
    return Usage.of(provider, SOURCE, Confidence.OFFICIAL, now, windows);
  }

  /** Whether an attempt was paid beyond the plan, which no person allows. */
  Optional<Paid> paidBeyondThePlan(String provider, Instant now) {
    try {
      return ledger
          .usage(provider)
          .map(usage -> Standing.of(usage, now))
          .filter(standing -> standing.status() == UsageStatus.OVERAGE_POSSIBLE)
          .filter(_ -> !allowed(provider))
          .map(standing -> new Paid(standing.freeAt(0).orElse(null), why(provider)));
    } catch (LedgerException e) {
      LOG.warn("what {} has left cannot be read: {}", provider, e.getMessage());
      return Optional.empty();
    }
  }

  /** A file that cannot be read allows nothing. */
  private boolean allowed(String provider) {
    try {
      return policy.get().allowsOverage(provider);
    } catch (ConfigException unreadable) {
      return false;
    }
  }

  private static String why(String provider) {
    String id = ProviderIds.id(provider);
    return "the plan of "
        + id
        + " is used up, and what comes next would be paid beyond it: allow_overage = [\""
        + id
        + "\"] in [usage] of your config.toml allows that";
  }
}
