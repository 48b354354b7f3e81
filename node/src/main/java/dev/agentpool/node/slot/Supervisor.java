package dev.agentpool.node.slot;

import dev.agentpool.config.Supervision;
import dev.agentpool.task.OutcomeCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the health of a pool's slots and says which are out of service, and which are to be started
 * again when (spec slot-pool 7.11). It only decides; the pool acts. Thread-safe. Forgets with the
 * daemon: a slot of a new daemon has a clean slate.
 */
final class Supervisor {
  private final Supplier<Supervision> rules;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SlotHealth> slots = new HashMap<>(); // guarded by lock

  Supervisor(Supplier<Supervision> rules) {
    this.rules = rules;
  }

  /** Hears how an attempt ended; true when its slot is out of service with it. */
  boolean ended(String slot, OutcomeCode outcome, Instant now) {
    return change(slot, health -> health.after(outcome, rules.get(), now)).errored();
  }

  SlotHealth health(String slot) {
    lock.lock();
    try {
      return slots.getOrDefault(slot, SlotHealth.GOOD);
    } finally {
      lock.unlock();
    }
  }

  boolean isErrored(String slot) {
    return health(slot).errored();
  }

  /** The slots whose wait is over. */
  List<String> due(Instant now) {
    lock.lock();
    try {
      Supervision supervision = rules.get();
      return slots.entrySet().stream()
          .filter(slot -> slot.getValue().isDue(supervision, now))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    } finally {
      lock.unlock();
    }
  }

  void restarted(String slot, Instant now) {
    change(slot, health -> health.restarted(now));
  }

  /** A person restarted it, or it is gone: nothing counts any more. */
  void forget(String slot) {
    change(slot, _ -> SlotHealth.GOOD);
  }

  private SlotHealth change(String slot, UnaryOperator<SlotHealth> change) {
    lock.lock();
    try {
      SlotHealth changed = change.apply(slots.getOrDefault(slot, SlotHealth.GOOD));
      if (changed.equals(SlotHealth.GOOD)) {
        slots.remove(slot);
      } else {
        slots.put(slot, changed);
      }
      return changed;
    } finally {
      lock.unlock();
    }
  }

  /** What is wrong with these slots of a pool, for people; null when nothing is. */
  @Nullable String problem(List<String> of) {
    List<String> errored = of.stream().filter(this::isErrored).toList();
    if (errored.isEmpty()) {
      return null;
    }
    List<String> waiting = errored.stream().filter(slot -> health(slot).waitsForPerson()).toList();
    StringBuilder said = new StringBuilder();
    if (errored.size() == of.size()) {
      said.append("all slots are out of service, so tasks stay pending: ");
    }
    if (waiting.isEmpty()) {
      return errored.size() == of.size()
          ? said.append(reason(errored.getFirst()))
              .append("; they are started again soon")
              .toString()
          : null;
    }
    String slot = waiting.getFirst();
    return said.append(reason(slot))
        .append(" and restarting it ")
        .append(rules.get().maxRestarts())
        .append(" times within an hour did not help; see `agentpool doctor`, then run ")
        .append("`agentpool slot restart ")
        .append(slot)
        .append('`')
        .append(waiting.size() == 1 ? "" : "; the same for " + rest(waiting))
        .toString();
  }

  private String reason(String slot) {
    OutcomeCode last = health(slot).last();
    return slot
        + " failed "
        + SlotHealth.ROW
        + " times in a row"
        + (last == null ? "" : " (last: " + last.wireName().toLowerCase(Locale.ROOT) + ")");
  }

  private static String rest(List<String> slots) {
    return String.join(", ", slots.subList(1, slots.size()));
  }
}
