package dev.agentpool.api;

import dev.agentpool.answer.Slot;
import dev.agentpool.request.SlotFilter;
import java.util.List;

/**
 * The slots of a running pool (spec slot-pool 7.9, 7.11). What is changed here is kept over
 * restarts.
 *
 * {@snippet :
 * Slots slots = pool.slots();
 * int before = slots.list().size();
 * System.out.println(slots.scaleUp(1) + " slots instead of " + before);
 * System.out.println(slots.target(before) + " again");
 * }
 */
public interface Slots {
  /** All of them, in their order. */
  List<Slot> list();

  /** Those that a filter lets through. */
  List<Slot> find(SlotFilter filter);

  /**
   * One of them.
   *
   * @throws PoolException.SlotNotFound when there is none of that id
   */
  Slot get(String id);

  /** Says who a slot is, and its settings; what is not said stays as it was. */
  Slot configure(String id, SlotOptions options);

  /** Starts a slot's agent anew, and forgets that its agents kept failing. */
  Slot restart(String id);

  /** Adds slots; returns how many there are then. */
  int scaleUp(int count);

  /** Removes slots, idle ones first; a busy one finishes its task. Returns how many are left. */
  int scaleDown(int count);

  /**
   * Adds or removes slots until there are so many.
   *
   * @throws PoolException.Conflict beyond the pool's limits
   */
  int target(int count);
}
