package dev.agentpool.node.slot;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.node.note.SlotNotes;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.PauseKey;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the ledger for a pool's work, and knows when it is worth asking again. */
final class Claims {
  private static final double ESTIMATE_FACTOR = 1.5;
  private final NodeParts parts;
  private final Supplier<PoolConfig> config;

  Claims(NodeParts parts, Supplier<PoolConfig> config) {
    this.parts = parts;
    this.config = config;
  }

  ClaimReply claim(String slot) {
    PoolConfig now = config.get();
    ProviderPauses.Clearance clearance =
        parts
            .pauses()
            .clearance(
                now.id(),
                (provider, key) -> key.equals(keyOf(now, slot, provider)),
                parts.ledger().now());
    if (clearance.poolStands()) {
      return new ClaimReply.Nothing(null);
    }
    String usual = now.project().over(now.user()).get(SettingKeys.PROVIDER);
    ClaimReply reply = new ClaimReply.Nothing(null);
    try {
      reply = claim(slot, now, clearance.held(), usual);
    } finally {
      if (reply instanceof ClaimReply.Claimed claimed) {
        String provider = claimed.task().spec().settings().find(SettingKeys.PROVIDER).orElse(usual);
        parts.pauses().claimed(clearance, claimed.attempt(), provider);
      } else {
        parts.pauses().claimed(clearance, null, "");
      }
    }
    return reply;
  }

  private ClaimReply claim(String slot, PoolConfig now, Set<String> held, String usual) {
    return parts
        .ledger()
        .claim(
            new ClaimRequest(
                parts.id(),
                now.id(),
                slot,
                parts.timings().lease(),
                held,
                usual,
                now.reserve(),
                ESTIMATE_FACTOR,
                Roster.isBeside(slot)));
  }

  /** Which provider exactly a slot means by a name. */
  private String keyOf(PoolConfig now, String slot, String provider) {
    SlotConfig found =
        now.slots().stream()
            .filter(candidate -> candidate.id().equals(slot))
            .findFirst()
            .orElseGet(() -> SlotNotes.bare(slot));
    Settings settings = now.resolve(found, Settings.EMPTY);
    return PauseKey.ofProvider(provider, settings, parts.variables().of(settings));
  }

  /** Whether a slot of the pool means that very key by the name of a provider. */
  boolean uses(String provider, String key) {
    PoolConfig now = config.get();
    return now.slots().stream().anyMatch(slot -> key.equals(keyOf(now, slot.id(), provider)));
  }

  /** How long there is nothing to ask for: until the queue or a pause says so. */
  Duration untilDue(@Nullable Instant wakeAt, Duration atMost) {
    Instant now = parts.ledger().now();
    Duration wait = atMost;
    if (wakeAt != null) {
      wait = least(wait, Duration.between(now, wakeAt));
    }
    for (ProviderPauses.Pause pause : parts.pauses().all()) {
      if (pause.until().isAfter(now)) { // a try that is due and not taken is no reason to hurry
        wait = least(wait, Duration.between(now, pause.until()));
      }
    }
    return wait.compareTo(Duration.ofMillis(1)) > 0 ? wait : Duration.ofMillis(1);
  }

  static Duration least(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
