package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.node.SlotOperations.ScaleLimitException;
import dev.agentpool.node.note.Scaled;
import dev.agentpool.node.note.SlotNotes;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.SlotRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many slots a running pool has, within its limits; which are added, and which go. */
final class SlotCount {
  private final PoolRunner runner;

  SlotCount(PoolRunner runner) {
    this.runner = runner;
  }

  interface Wanted {
    long of(int now);
  }

  /**
   * One change of a pool at a time, so that each sees what the one before has done. Returns how
   * many there are then.
   *
   * @throws ScaleLimitException above the pool's {@code max_slots} or below its {@code min_slots}
   */
  int change(Wanted wanted) {
    runner.scaling().lock();
    try {
      while (!changed(wanted)) {
        runner.followNotes(); // another node of the pool was first
      }
      return ids().size();
    } finally {
      runner.scaling().unlock();
    }
  }

  /** Whether it is done: not when somebody else scaled the pool meanwhile. */
  private boolean changed(Wanted wanted) {
    Optional<Noted<Scaled>> noted = runner.notes().scaled(runner.id());
    List<String> before = ids();
    if (!before.equals(SlotNotes.ids(runner.file(), noted))) {
      return false;
    }
    int now = before.size();
    long target = wanted.of(now);
    if (target == now) {
      return true;
    }
    checkLimits(runner.config(), target, now);
    List<String> after = new ArrayList<>(before);
    int next = SlotNotes.nextNumber(runner.file(), noted, before);
    if (target > now) {
      for (; after.size() < target; next++) {
        after.add("slot-" + next);
      }
    } else {
      leaving(now - (int) target).forEach(slot -> after.remove(slot.id()));
    }
    if (!runner.notes().scale(runner.file(), noted, after, next)) {
      return false;
    }
    before.stream().filter(id -> !after.contains(id)).forEach(this::forget);
    runner.followNotes();
    return true;
  }

  private void forget(String slot) {
    runner.notes().forget(runner.id(), slot);
    runner.forgive(slot);
  }

  private List<String> ids() {
    return runner.config().slots().stream().map(SlotConfig::id).toList();
  }

  private static void checkLimits(PoolConfig config, long target, int now) {
    int max = config.scaling().maxSlots();
    int min = config.scaling().minSlots();
    if (target > now && target > max) {
      throw new ScaleLimitException(
          "cannot scale to "
              + target
              + " slots: max_slots is "
              + max
              + "; raise it in [scaling] of the pool's file");
    }
    if (target < now && target < min) {
      throw new ScaleLimitException(
          "cannot scale to "
              + target
              + " slots: min_slots is "
              + min
              + (target < 1
                  ? ", and a pool has one at least; agentpool drain lets it begin nothing"
                  : "; lower it in [scaling] of the pool's file"));
    }
  }

  /** Idle ones first, and of those, as of the busy ones, the newest first. */
  private List<SlotRunner> leaving(int count) {
    List<SlotRunner> newestFirst = runner.configured().reversed();
    List<SlotRunner> leaving = new ArrayList<>();
    for (boolean busy : new boolean[] {false, true}) {
      newestFirst.stream()
          .filter(slot -> (slot.running() != null) == busy && !leaving.contains(slot))
          .limit(count - leaving.size())
          .forEach(leaving::add);
    }
    return leaving;
  }
}
