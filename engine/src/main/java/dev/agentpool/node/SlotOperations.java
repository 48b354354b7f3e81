package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.Scaled;
import dev.agentpool.node.slot.SlotIdentity;
import dev.agentpool.node.slot.SlotNotFoundException;
import dev.agentpool.node.slot.SlotNotes;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with the slots of a running pool (spec slot-pool 7.6, 7.9, 7.11). What it
 * changes is kept in the ledger and holds after a restart. Every method wants a pool that is open
 * on this node, and throws {@link IllegalArgumentException} else. Thread-safe.
 */
public final class SlotOperations {
  /** How long a look for work may keep a slot that is told to take a task. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Node node;

  public SlotOperations(Node node) {
    this.node = node;
  }

  /** The slots in their order, then those that were scaled away and finish their task. */
  public List<Node.SlotView> slots(PoolId pool) {
    return new SlotViews(node.runner(pool)).all();
  }

  /**
   * Says who a slot is. What is null stays as it was; an empty text goes back to what the file
   * says.
   *
   * @param settings replace what was said so before; they lie over the file's for this slot
   * @throws SlotNotFoundException when the pool has no such slot
   * @throws IllegalArgumentException for a text that is too long or has a NUL character
   */
  public Node.SlotView configure(
      PoolId pool,
      String slot,
      @Nullable String name,
      @Nullable String role,
      @Nullable String description,
      @Nullable Settings settings) {
    PoolRunner runner = node.runner(pool);
    configured(runner, slot);
    SlotIdentity identity = new SlotIdentity(name, role, description, settings).checked();
    runner.notes().configure(pool, slot, identity);
    runner.followNotes();
    return view(runner, slot);
  }

  private static void configured(PoolRunner runner, String slot) {
    if (runner.config().slots().stream().noneMatch(known -> known.id().equals(slot))) {
      throw new SlotNotFoundException(slot);
    }
  }

  private static Node.SlotView view(PoolRunner runner, String slot) {
    return new SlotViews(runner).of(runner.existing(slot));
  }

  /**
   * Adds slots, or with 0 counts them; returns how many there are then.
   *
   * @throws ScaleLimitException beyond the pool's {@code max_slots}
   * @throws IllegalArgumentException for a negative count
   */
  public int scaleUp(PoolId pool, int count) {
    refuseNegative(count);
    return scale(pool, now -> (long) now + count);
  }

  /**
   * Removes slots, idle ones first, or with 0 counts them; a busy one finishes its task and takes
   * no other. Returns how many there are then.
   *
   * @throws ScaleLimitException below the pool's {@code min_slots}
   * @throws IllegalArgumentException for a negative count
   */
  public int scaleDown(PoolId pool, int count) {
    refuseNegative(count);
    return scale(pool, now -> (long) now - count);
  }

  /** Adds or removes slots until there are so many, and returns that. */
  public int setTarget(PoolId pool, int target) {
    refuseNegative(target);
    return scale(pool, _ -> target);
  }

  private static void refuseNegative(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count of slots is 0 or more, not " + count);
    }
  }

  private static int size(PoolRunner runner) {
    return runner.config().slots().size();
  }

  private interface Wanted {
    long of(int now);
  }

  /** One operation of a pool at a time, so that each sees what the one before has done. */
  private int scale(PoolId pool, Wanted wanted) {
    PoolRunner runner = node.runner(pool);
    runner.scaling().lock();
    try {
      while (!scaled(runner, wanted)) {
        runner.followNotes(); // another node of the pool was first
      }
      return size(runner);
    } finally {
      runner.scaling().unlock();
    }
  }

  /** Whether it is done: not when somebody else scaled the pool meanwhile. */
  private static boolean scaled(PoolRunner runner, Wanted wanted) {
    Optional<Noted<Scaled>> noted = runner.notes().scaled(runner.id());
    List<String> before = ids(runner);
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
      leaving(runner, now - (int) target).forEach(slot -> after.remove(slot.id()));
    }
    if (!runner.notes().scale(runner.file(), noted, after, next)) {
      return false;
    }
    before.stream().filter(id -> !after.contains(id)).forEach(gone -> forget(runner, gone));
    runner.followNotes();
    return true;
  }

  private static void forget(PoolRunner runner, String slot) {
    runner.notes().forget(runner.id(), slot);
    runner.forgive(slot);
  }

  private static List<String> ids(PoolRunner runner) {
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
              + "; lower it in [scaling] of the pool's file");
    }
  }

  /** Idle ones first, and of those, as of the busy ones, the newest first. */
  private static List<SlotRunner> leaving(PoolRunner runner, int count) {
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

  /**
   * Lets an idle slot take the next task now, if there is one for it; no task is ever taken twice.
   *
   * @throws SlotNotFoundException when the pool has no such slot
   */
  public SlotClaim claim(PoolId pool, String slot) throws InterruptedException {
    PoolRunner runner = node.runner(pool);
    SlotRunner found = runner.existing(slot);
    if (runner.drained()) {
      return new SlotClaim.None("pool is shut down: " + runner.config().name() + " was drained");
    }
    if (runner.isErrored(slot)) {
      return new SlotClaim.None(
          slot + " is errored; start it again with `agentpool slot restart " + slot + "`");
    }
    if (!runner.serves(found) || !found.takeUnlessRunning(PATIENCE)) {
      AttemptRun run = found.running();
      return new SlotClaim.None(
          slot + " is not idle" + (run == null ? "" : ": it works on " + run.task().id()));
    }
    try {
      if (runner.claim(found) instanceof ClaimReply.Claimed claimed) {
        found.start(claimed);
        return new SlotClaim.Claimed(claimed.task().id());
      }
    } catch (RuntimeException e) {
      found.release();
      throw e;
    }
    found.release();
    runner.wake(); // what came meanwhile found the slot taken
    return new SlotClaim.None("nothing is pending that " + slot + " could take now");
  }

  /**
   * A person starts a slot again: its session is dropped (after the attempt that runs, if one
   * does), and what the supervisor held against it is forgotten.
   *
   * @throws SlotNotFoundException when the pool has no such slot
   */
  public Node.SlotView restart(PoolId pool, String slot) {
    PoolRunner runner = node.runner(pool);
    SlotRunner found = runner.existing(slot);
    runner.forgive(slot);
    found.reset();
    runner.wake();
    return view(runner, slot);
  }

  /**
   * Starts those slots again whose wait is over, without waiting for the supervisor's next look;
   * returns how many.
   */
  public int checkNow(PoolId pool) {
    return node.runner(pool).restartDue();
  }
}
