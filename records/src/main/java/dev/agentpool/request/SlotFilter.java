package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.agentpool.answer.Slot;
import java.util.Optional;

/**
 * Which slots are meant: those that are all that is said.
 *
 * {@snippet :
 * SlotFilter idleReviewers = SlotFilter.ALL.withRole("reviewer").withState(Slot.State.IDLE);
 * System.out.println(pool.slots().find(idleReviewers).size() + " reviewers are idle");
 * }
 */
public record SlotFilter(
    Optional<String> name,
    Optional<String> role,
    @JsonPropertyDescription("idle, busy, stopped or errored") Optional<Slot.State> state) {
  /** Every slot. */
  public static final SlotFilter ALL =
      new SlotFilter(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether it is all that is said. */
  public boolean lets(Slot slot) {
    return isLike(name, slot.name())
        && isLike(role, slot.role())
        && isLike(state, Optional.of(slot.state()));
  }

  private static <T> boolean isLike(Optional<T> wanted, Optional<T> is) {
    return wanted.isEmpty() || wanted.get().equals("") || wanted.equals(is);
  }

  /** Those of this name. */
  public SlotFilter withName(String wanted) {
    return new SlotFilter(Optional.of(wanted), role, state);
  }

  /** Those of this role. */
  public SlotFilter withRole(String wanted) {
    return new SlotFilter(name, Optional.of(wanted), state);
  }

  /** Those in this state. */
  public SlotFilter withState(Slot.State wanted) {
    return new SlotFilter(name, role, Optional.of(wanted));
  }
}
