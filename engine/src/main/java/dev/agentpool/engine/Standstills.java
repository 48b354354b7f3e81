package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Standstill.Cause;
import dev.agentpool.ledger.InQueue;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one place that says why tasks that wait do not begin. Thread-safe. */
public final class Standstills {
  private final Node node;
  private final Ledger ledger;

  public Standstills(Node node, Ledger ledger) {
    this.node = node;
    this.ledger = ledger;
  }

  /**
   * Of those tasks that wait for more than their turn. However many they are, the ledger is asked
   * once for them, and once for each of their pools.
   */
  public Map<TaskId, Standstill> of(List<TaskRecord> tasks) {
    Set<TaskId> pending =
        tasks.stream()
            .filter(task -> task.state() == TaskState.PENDING)
            .map(TaskRecord::id)
            .collect(Collectors.toSet());
    Map<TaskId, InQueue> queue = pending.isEmpty() ? Map.of() : ledger.queued(pending);
    Map<PoolId, MoneyStandstill> money = new HashMap<>();
    Map<TaskId, Standstill> found = new HashMap<>();
    for (TaskRecord task : tasks) {
      PoolConfig pool =
          task.state() == TaskState.PENDING || task.state() == TaskState.BLOCKED
              ? node.config(task.pool()).orElse(null)
              : null;
      if (pool != null) {
        Standstill standstill = ofPlace(task, pool);
        InQueue place = queue.get(task.id());
        if (standstill == null && place != null) {
          MoneyStandstill caps =
              money.computeIfAbsent(
                  pool.id(), id -> new MoneyStandstill(ledger, pool, () -> node.hasFreeSlot(id)));
          standstill = ofQueue(task, pool, place, caps);
        }
        if (standstill != null) {
          found.put(task.id(), standstill);
        }
      }
    }
    return found;
  }

  /** Of its pool and its slot. */
  private @Nullable Standstill ofPlace(TaskRecord task, PoolConfig pool) {
    if (node.isDrained(pool.id())) {
      return new Standstill(
          Cause.POOL, "the pool was drained: it takes no work until `agentpool resume`");
    }
    String slot = task.spec().ordering().slot();
    if (slot == null || SlotName.of(slot) instanceof SlotName.Beside) {
      return null;
    }
    if (pool.slots().stream().noneMatch(known -> known.id().equals(slot))) {
      return new Standstill(
          Cause.SLOT,
          "waits for "
              + slot
              + ", which the pool no longer has: scale it up again, or cancel the task and submit"
              + " it without a slot");
    }
    return node.isErrored(pool.id(), slot)
        ? new Standstill(
            Cause.SLOT,
            "waits for "
                + slot
                + ", which is out of service: see `agentpool status`, or start it again with"
                + " `agentpool slot restart "
                + slot
                + "`")
        : null;
  }

  /** Of its provider, and of money; what is noted with a task that is tried later says it best. */
  private @Nullable Standstill ofQueue(
      TaskRecord task, PoolConfig pool, InQueue place, MoneyStandstill caps) {
    String provider =
        task.spec()
            .settings()
            .find(SettingKeys.PROVIDER)
            .orElseGet(() -> pool.project().over(pool.user()).get(SettingKeys.PROVIDER));
    String held = ofProvider(pool.id(), provider);
    String money = caps.why(task, place);
    Instant notBefore = task.notBefore();
    boolean isLater = notBefore != null && notBefore.isAfter(ledger.now());
    if (place.forMoney()) {
      return new Standstill(Cause.MONEY, money);
    }
    if (isLater && !task.reason().isEmpty()) {
      Cause cause = !held.isEmpty() ? Cause.PROVIDER : caps.areSpent() ? Cause.MONEY : Cause.TIME;
      return new Standstill(cause, task.reason());
    }
    String project = paused(pool.id(), "");
    if (!project.isEmpty()) {
      return new Standstill(Cause.POOL, task.reason().isEmpty() ? project : task.reason());
    }
    if (!held.isEmpty()) {
      return new Standstill(
          Cause.PROVIDER,
          task.reason().isEmpty() ? "waits for " + provider + ": " + held : task.reason());
    }
    return money.isEmpty() ? null : new Standstill(Cause.MONEY, money);
  }

  /** Why nothing of that provider begins in an open pool, for people; empty when it does. */
  String ofProvider(PoolId pool, String provider) {
    return node.heldBy(provider)
        .map(hold -> provider + " is held by " + hold.by() + ": it starts nothing")
        .orElseGet(() -> paused(pool, provider));
  }

  private String paused(PoolId pool, String provider) {
    return node.pauses(pool).stream()
        .filter(pause -> pause.provider().equals(provider)) // none: the project itself
        .findFirst()
        .map(ProviderPauses.Pause::why)
        .orElse("");
  }
}
