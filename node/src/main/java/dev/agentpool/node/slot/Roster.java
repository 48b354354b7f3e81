package dev.agentpool.node.slot;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.pool.SlotName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a pool: those that its configuration has, those beside them, of agents and of
 * agentpool itself, which take only tasks that name them, and those that are gone but finish their
 * task first. Thread-safe.
 */
final class Roster {
  private final Function<String, SlotRunner> fresh;
  private final Map<String, SlotRunner> slots = new ConcurrentHashMap<>();
  private volatile Set<String> configured = Set.of(); // in order
  private final Set<String> retired = ConcurrentHashMap.newKeySet(); // until they rest

  Roster(Function<String, SlotRunner> fresh) {
    this.fresh = fresh;
  }

  /** Whether the slot is made when a task names it, and takes no other. */
  static boolean isBeside(String slot) {
    return SlotName.of(slot) instanceof SlotName.Beside;
  }

  /** Makes the slots that are new. */
  void follow(PoolConfig config) {
    Set<String> ids = new LinkedHashSet<>();
    config.slots().stream().map(SlotConfig::id).forEach(ids::add);
    ids.forEach(this::ensure);
    configured = ids;
  }

  /** The slot of that id, made when there is none. */
  SlotRunner ensure(String id) {
    return slots.computeIfAbsent(id, fresh);
  }

  @Nullable SlotRunner find(String id) {
    return slots.get(id);
  }

  boolean belongs(SlotRunner slot) {
    return configured.contains(slot.id()) || (isBeside(slot.id()) && !retired.contains(slot.id()));
  }

  List<SlotRunner> configured() {
    List<SlotRunner> all = new ArrayList<>();
    for (String id : configured) {
      SlotRunner slot = slots.get(id);
      if (slot != null) {
        all.add(slot);
      }
    }
    return all;
  }

  /** The slots in their order, then those that are only finishing. */
  List<SlotRunner> shown() {
    Map<String, SlotRunner> ordered = new LinkedHashMap<>();
    configured().forEach(slot -> ordered.put(slot.id(), slot));
    slots.values().stream()
        .filter(slot -> !isBeside(slot.id()) && slot.busy())
        .forEach(slot -> ordered.putIfAbsent(slot.id(), slot));
    return List.copyOf(ordered.values());
  }

  /** In the order of their ids. */
  List<SlotRunner> agents() {
    return slots.values().stream()
        .filter(slot -> isBeside(slot.id()))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  List<SlotRunner> all() {
    return List.copyOf(slots.values());
  }

  /** Ends every idle slot that does not belong here any more. */
  void removeStrangers() {
    slots.values().stream().filter(slot -> !belongs(slot)).forEach(this::removeStranger);
  }

  /** Nothing is to come for this slot any more: it ends, and no task brings it back. */
  void retire(String id) {
    retired.add(id);
    removeStranger(ensure(id));
  }

  /** Ends the slot, unless it is busy: then it ends when it rests. */
  void removeStranger(SlotRunner slot) {
    if (!belongs(slot) && slot.take()) {
      slots.remove(slot.id(), slot);
      slot.bench().drop();
      slot.leave();
      retired.remove(slot.id());
    }
  }
}
