package dev.agentpool.node.slot;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.PauseKey;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets another provider take a task whose own has reached its limit: only where the setting {@code
 * fallback} names it, only if it keeps all that the task's settings ask for, and only while nothing
 * is in its own way. Thread-safe.
 */
final class Fallbacks {
  private static final int MOST_LOOKED_AT = 1_000;
  private final NodeParts parts;
  private final Supplier<PoolConfig> config;
  private final Map<AttemptKey, String> standIns = new ConcurrentHashMap<>();

  Fallbacks(NodeParts parts, Supplier<PoolConfig> config) {
    this.parts = parts;
    this.config = config;
  }

  Optional<String> of(AttemptKey attempt) {
    return Optional.ofNullable(standIns.get(attempt));
  }

  void ended(AttemptKey attempt) {
    standIns.remove(attempt);
  }

  /**
   * @param held providers that start nothing now
   * @param request for the slot's usual claim
   */
  Optional<ClaimReply> claim(String slot, Set<String> held, ClaimRequest request) {
    PoolConfig now = config.get();
    List<TaskRecord> waiting = waiting(now, slot);
    for (TaskRecord task : waiting) {
      Settings settings = now.resolve(Claims.slotOf(now, slot), task.spec().settings());
      String own = settings.get(SettingKeys.PROVIDER);
      if (held.contains(own) && isAtItsLimit(own, settings)) {
        Optional<String> other =
            settings.find(SettingKeys.FALLBACK).stream()
                .flatMap(List::stream)
                .filter(name -> !name.equals(own) && takes(name, settings, held))
                .findFirst();
        if (other.isPresent()
            && claimed(task, other.get(), own, request) instanceof ClaimReply.Claimed got) {
          return Optional.of(got);
        }
      }
    }
    return Optional.empty();
  }

  /** Oldest first; those that only this slot, or any, may take. */
  private List<TaskRecord> waiting(PoolConfig now, String slot) {
    return parts
        .ledger()
        .tasks(
            new TaskFilter(
                now.id(), Set.of(TaskState.PENDING), List.of(), null, null, MOST_LOOKED_AT, 0))
        .reversed()
        .stream()
        .filter(task -> {
          String pinned = task.spec().ordering().slot();
          return Roster.isBeside(slot)
              ? slot.equals(pinned)
              : pinned == null || pinned.equals(slot);
        })
        .toList();
  }

  private boolean isAtItsLimit(String provider, Settings settings) {
    return paused(provider, settings).anyMatch(ProviderPauses.Pause::ofLimit)
        && parts.pauses().heldBy(provider).isEmpty();
  }

  private Stream<ProviderPauses.Pause> paused(String provider, Settings settings) {
    String key = PauseKey.ofProvider(provider, settings, parts.variables().of(settings));
    return parts.pauses().all().stream().filter(pause -> pause.key().equals(key));
  }

  /** A model's name is its provider's: a task that asks for one stays where it is. */
  private boolean takes(String name, Settings settings, Set<String> held) {
    AgentProvider provider = parts.provider(name);
    Settings with = settings.with(SettingKeys.PROVIDER, name);
    return provider != null
        && !held.contains(name)
        && settings.find(SettingKeys.MODEL).isEmpty()
        && provider.objections(with).isEmpty()
        && paused(name, with).findAny().isEmpty();
  }

  private ClaimReply claimed(TaskRecord task, String other, String own, ClaimRequest request) {
    TaskResult result = task.result();
    if (result != null && result.outcome().code() == OutcomeCode.RATE_LIMITED) {
      parts.ledger().hurry(task.id(), other + " takes it: the limit of " + own + " is reached");
    }
    ClaimReply reply = parts.ledger().claim(request.only(task.id()));
    if (reply instanceof ClaimReply.Claimed claimed) {
      standIns.put(claimed.attempt(), other);
    }
    return reply;
  }
}
