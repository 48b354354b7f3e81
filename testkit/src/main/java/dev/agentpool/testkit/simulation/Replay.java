package dev.agentpool.testkit.simulation;

import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a journal and throws {@link AssertionError} where it breaks what a journal promises: no
 * hole, time never goes back, every entry starts where the task's last one ended, terminal stays
 * terminal, only the claimed attempt takes effect, a task succeeds once (again only after a
 * rejection), an attempt settles once. Not thread-safe.
 */
public final class Replay {
  private static final int PAGE = 10_000;

  private final Map<TaskId, Life> lives = new HashMap<>();
  private long last;
  private Instant lastAt = Instant.MIN;

  private static final class Life {
    private @Nullable TaskState state;
    private int fence;
    private boolean succeeded;
    private final Set<Integer> settled = new HashSet<>();
  }

  /** Reads what is new; returns how many entries that were. */
  public long readAll(Ledger ledger) {
    long before = last;
    while (true) {
      List<JournalEntry> page = ledger.journal(last, PAGE);
      page.forEach(this::read);
      if (page.size() < PAGE) {
        return last - before;
      }
    }
  }

  public void read(JournalEntry entry) {
    require(entry.seq() == last + 1, "the journal has a hole after " + last, entry);
    require(!entry.at().isBefore(lastAt), "time went back from " + lastAt, entry);
    last = entry.seq();
    lastAt = entry.at();
    entry.task().ifPresent(task -> follow(task, entry));
  }

  private void follow(TaskId task, JournalEntry entry) {
    Life life = lives.computeIfAbsent(task, _ -> new Life());
    require(life.state == entry.from(), "the task was " + life.state, entry);
    boolean note =
        entry.kind() == JournalKind.LATE_RESULT || entry.kind() == JournalKind.RESERVATION_EXTENDED;
    require(
        life.state == null || !life.state.terminal() || (note && entry.to() == life.state),
        "it was terminal",
        entry);
    switch (entry.kind()) {
      case CLAIMED -> {
        require(entry.fence() == life.fence + 1, "the fence was " + life.fence, entry);
        life.fence = entry.fence();
      }
      case SETTLED -> {
        require(entry.fence() == life.fence, "the current attempt is " + life.fence, entry);
        require(life.settled.add(entry.fence()), "the attempt settled before", entry);
        if (entry.to() == TaskState.COMPLETED || entry.to() == TaskState.PENDING_REVIEW) {
          require(!life.succeeded, "the task took effect before", entry);
          life.succeeded = true;
        }
      }
      case REJECTED -> life.succeeded = false;
      case PUT_BACK ->
          require(
              entry.fence() == 0 || entry.fence() == life.fence,
              "the current attempt is " + life.fence,
              entry);
      default -> {}
    }
    life.state = entry.to();
  }

  /**
   * Every state that the ledger tells is the one that the journal tells, and no task is missing on
   * either side.
   */
  public void agreesWith(Ledger ledger) {
    Map<TaskId, TaskState> states = ledger.states(List.copyOf(lives.keySet()));
    lives.forEach((task, life) -> {
      if (states.get(task) != life.state) {
        throw new AssertionError(
            task + " is " + states.get(task) + ", the journal says " + life.state);
      }
    });
  }

  public Set<TaskId> tasks() {
    return lives.keySet();
  }

  public long lastSequence() {
    return last;
  }

  private static void require(boolean holds, String what, JournalEntry entry) {
    if (!holds) {
      throw new AssertionError(what + ": " + entry);
    }
  }
}
