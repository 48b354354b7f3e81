package dev.agentpool.node;

import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.note.SlotIdentity;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.SlotNotFoundException;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.pool.PoolId;
import dev.agentpool.session.AgentSession;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskId;
import java.time.Duration;
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
    return new SlotCount(node.runner(pool)).change(now -> (long) now + count);
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
    return new SlotCount(node.runner(pool)).change(now -> (long) now - count);
  }

  /** Adds or removes slots until there are so many, and returns that. */
  public int setTarget(PoolId pool, int target) {
    refuseNegative(target);
    return new SlotCount(node.runner(pool)).change(_ -> target);
  }

  private static void refuseNegative(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count of slots is 0 or more, not " + count);
    }
  }

  /** Ends the process that rests in a slot; one that works goes on, and ends when it is done. */
  public void letGo(PoolId pool, String slot) {
    SlotRunner found = node.runner(pool).find(slot);
    if (found != null) {
      found.reset();
    }
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

  /** The process that a slot keeps or works with; empty when it has none. */
  public Optional<AgentSession> resident(PoolId pool, String slot) {
    if (node.config(pool).isEmpty()) {
      return Optional.empty(); // a daemon that has just begun opens pools one after the other
    }
    SlotRunner found = node.runner(pool).find(slot);
    AgentSession held = found == null ? null : found.bench().held();
    return Optional.ofNullable(held).filter(AgentSession::alive);
  }

  /** Lets a slot's process go, unless it is at a task; returns whether it was not. */
  public boolean park(PoolId pool, String slot) throws InterruptedException {
    SlotRunner found = node.config(pool).isEmpty() ? null : node.runner(pool).find(slot);
    if (found == null) {
      return true;
    }
    if (!found.takeUnlessRunning(PATIENCE)) {
      return false;
    }
    found.bench().drop();
    found.release();
    node.runner(pool).wake();
    return true;
  }

  /**
   * Starts those slots again whose wait is over, without waiting for the supervisor's next look;
   * returns how many.
   */
  public int checkNow(PoolId pool) {
    return node.runner(pool).restartDue();
  }

  /** What a slot that was told to take a task took (spec slot-pool 7.6). */
  public sealed interface SlotClaim {
    /** The task runs in the slot now, and nowhere else. */
    record Claimed(TaskId task) implements SlotClaim {}

    /**
     * @param why the slot took nothing, for people
     */
    record None(String why) implements SlotClaim {}
  }

  /** A pool cannot be scaled to that many slots; the message names the count and the limit. */
  public static final class ScaleLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScaleLimitException(String message) {
      super(message);
    }
  }
}
