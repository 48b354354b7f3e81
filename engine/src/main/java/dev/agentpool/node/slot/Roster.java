package dev.agentpool.node.slot;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
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
 * The slots of a pool: those that its configuration has, those that belong to one agent each and
 * take only tasks that name them, and those that are gone but finish their task first. Thread-safe.
 */
final class Roster {
  /** What the id of an agent's slot begins with. */
  static final String AGENT = "agent-";

  private final Function<String, SlotRunner> fresh;
  private final Map<String, SlotRunner> slots = new ConcurrentHashMap<>();
  private volatile Set<String> configured = Set.of(); // in order

  Roster(Function<String, SlotRunner> fresh) {
    this.fresh = fresh;
  }

  static boolean isAgent(String slot) {
    return slot.startsWith(AGENT);
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
    return isAgent(slot.id()) || configured.contains(slot.id());
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
        .filter(slot -> !isAgent(slot.id()) && slot.busy())
        .forEach(slot -> ordered.putIfAbsent(slot.id(), slot));
    return List.copyOf(ordered.values());
  }

  /** In the order of their ids. */
  List<SlotRunner> agents() {
    return slots.values().stream()
        .filter(slot -> isAgent(slot.id()))
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

  /** Ends the slot, unless it is busy: then it ends when it rests. */
  void removeStranger(SlotRunner slot) {
    if (!belongs(slot) && slot.take()) {
      slots.remove(slot.id(), slot);
      slot.bench().drop();
    }
  }
}
