package dev.agentpool.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which slots are meant. Immutable.
 *
 * {@snippet :
 * SlotFilter idleReviewers = SlotFilter.ALL.withRole("reviewer").withState(Slot.State.IDLE);
 * System.out.println(pool.slots().find(idleReviewers).size() + " reviewers are idle");
 * }
 *
 * @param query under the names of docs/api.md
 */
public record SlotFilter(Map<String, String> query) {
  /** Every slot. */
  public static final SlotFilter ALL = new SlotFilter(Map.of());

  /** Keeps a copy of the table. */
  public SlotFilter {
    query = Map.copyOf(query);
  }

  private SlotFilter with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(query);
    changed.put(name, value);
    return new SlotFilter(changed);
  }

  /** Those of this name. */
  public SlotFilter withName(String name) {
    return with("name", name);
  }

  /** Those of this role. */
  public SlotFilter withRole(String role) {
    return with("role", role);
  }

  /** Those in this state. */
  public SlotFilter withState(Slot.State state) {
    return with("state", state.wireName());
  }
}
