package dev.agentpool.capacity;

import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.usage.GateRule;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.UsagePolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether something new may be started with a provider, by the newest that is remembered of its
 * usage (spec control-plane 11.2). Asks nobody, so it costs nothing. Thread-safe.
 */
public final class UsageGate {
  /** The code of its refusals; the control plane calls it USAGE_POLICY_BLOCKED. */
  public static final String CODE = "usage_policy_blocked";

  private final Ledger ledger;
  private final Supplier<UsagePolicy> policy;

  public UsageGate(Ledger ledger, Supplier<UsagePolicy> policy) {
    this.ledger = ledger;
    this.policy = policy;
  }

  /** What is in the way, if anything is; what has been reset since is not. */
  public Optional<GateRule.Blocked> check(String provider) {
    String named = ProviderIds.provider(provider);
    return ledger
        .usage(named)
        .map(usage -> GateRule.check(usage, policy.get(), ledger.now()))
        .orElseGet(() -> GateRule.checkUnasked(named, policy.get()));
  }

  /** The same as a refusal. */
  public void require(String provider) {
    check(provider)
        .ifPresent(blocked -> {
          throw new Refused(Refused.Kind.CONFLICT, CODE, told(blocked), details(blocked));
        });
  }

  /** As the control plane has them, and when it is reset beside them. */
  private static Map<String, Object> details(GateRule.Blocked blocked) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("provider_id", ProviderIds.id(blocked.provider()));
    details.put("status", blocked.status().wireName());
    details.put("policy", "block_on_usage_statuses");
    details.put("source", "sqlite_cache");
    Instant checked = blocked.checkedAt();
    if (checked != null) {
      details.put("checked_at", checked.toString());
    }
    Instant reset = blocked.resetAt();
    if (reset != null) {
      details.put("reset_at", reset.toString());
    }
    return details;
  }

  private static String told(GateRule.Blocked blocked) {
    String id = ProviderIds.id(blocked.provider());
    Instant reset = blocked.resetAt();
    Instant checked = blocked.checkedAt();
    return id
        + " starts nothing new: its usage "
        + (checked == null
            ? "was never asked for"
            : "was " + blocked.status().wireName() + " at " + checked)
        + (reset == null ? "; when it is reset is not known" : "; it is reset at " + reset)
        + " (USAGE_POLICY_BLOCKED; agentpool usage-summary --provider "
        + id
        + " --refresh asks again, block_on_statuses in [usage] of your config.toml says what"
        + " blocks)";
  }
}
