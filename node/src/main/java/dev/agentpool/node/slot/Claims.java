package dev.agentpool.node.slot;

import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Waiting;
import dev.agentpool.ledger.WhenOut;
import dev.agentpool.node.note.SlotNotes;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.PauseKey;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.settings.BudgetExhausted;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the ledger for a pool's work, and knows when it is worth asking again. */
final class Claims {
  private static final double ESTIMATE_FACTOR = 1.5;
  private final NodeParts parts;
  private final Supplier<PoolConfig> config;
  private final Fallbacks fallbacks;

  Claims(NodeParts parts, Supplier<PoolConfig> config) {
    this.parts = parts;
    this.config = config;
    this.fallbacks = new Fallbacks(parts, config);
  }

  /** Who stands in for the attempt's own provider; empty when none does. */
  Optional<String> standIn(AttemptKey attempt) {
    return fallbacks.of(attempt);
  }

  void ended(AttemptKey attempt) {
    fallbacks.ended(attempt);
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
    return reply instanceof ClaimReply.Nothing && !clearance.held().isEmpty()
        ? fallbacks
            .claim(slot, clearance.held(), request(slot, now, clearance.held(), usual))
            .orElse(reply)
        : reply;
  }

  private ClaimReply claim(String slot, PoolConfig now, Set<String> held, String usual) {
    return parts.ledger().claim(request(slot, now, held, usual));
  }

  private ClaimRequest request(String slot, PoolConfig now, Set<String> held, String usual) {
    return new ClaimRequest(
        parts.id(),
        now.id(),
        slot,
        parts.timings().lease(),
        held,
        usual,
        now.reserve(),
        ESTIMATE_FACTOR,
        ofAttempt(now.resolve(slotOf(now, slot), Settings.EMPTY)),
        Roster.isBeside(slot),
        whenOut(now),
        null);
  }

  /** What bounds an attempt here whose task says nothing else. */
  private static Limits ofAttempt(Settings usual) {
    return new Limits(
        null,
        usual.find(SettingKeys.MAX_TOKENS).map(Integer::longValue).orElse(null),
        usual.find(SettingKeys.MAX_TURNS).map(Integer::longValue).orElse(null));
  }

  private static WhenOut whenOut(PoolConfig now) {
    Settings pool = now.project().over(now.user());
    return new WhenOut(
        BudgetExhausted.of(pool) == BudgetExhausted.ASK,
        pool.find(SettingKeys.ANSWER_WITHIN).orElse(null));
  }

  /** Which provider exactly a slot means by a name. */
  private String keyOf(PoolConfig now, String slot, String provider) {
    Settings settings = now.resolve(slotOf(now, slot), Settings.EMPTY);
    return PauseKey.ofProvider(provider, settings, parts.variables().of(settings));
  }

  static SlotConfig slotOf(PoolConfig now, String slot) {
    return now.slots().stream()
        .filter(candidate -> candidate.id().equals(slot))
        .findFirst()
        .orElseGet(() -> SlotNotes.bare(slot));
  }

  /** The pending tasks that wait for this provider, and about what they would cost. */
  ProviderPauses.Planned plan(String provider) {
    PoolConfig now = config.get();
    boolean usual = now.project().over(now.user()).get(SettingKeys.PROVIDER).equals(provider);
    ProviderPauses.Planned plan = ProviderPauses.Planned.NOTHING;
    for (Waiting waiting : parts.ledger().waiting(now.id())) {
      boolean itsOwn = waiting.provider().isEmpty() ? usual : waiting.provider().equals(provider);
      if (itsOwn && !waiting.forMoney()) {
        plan = with(plan, waiting, now);
      }
    }
    return plan;
  }

  private static ProviderPauses.Planned with(
      ProviderPauses.Planned plan, Waiting waiting, PoolConfig now) {
    Money usual = now.caps().task();
    if (usual == null) {
      Money dearest = waiting.dearest();
      Money estimate = dearest == null ? Money.ZERO : dearest.timesRoundedUp(ESTIMATE_FACTOR);
      usual = estimate.max(now.reserve().money());
    }
    long uncapped = waiting.tasks() - waiting.capped();
    return plan.plus(
        waiting.tasks(), waiting.left().plus(Money.ofMicros(usual.micros() * uncapped)));
  }

  /** What waits for this pool to have money. */
  ProviderPauses.Planned unpaid() {
    PoolConfig now = config.get();
    ProviderPauses.Planned plan = ProviderPauses.Planned.NOTHING;
    for (Waiting waiting : parts.ledger().waiting(now.id())) {
      plan = waiting.forMoney() ? with(plan, waiting, now) : plan;
    }
    return plan;
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
