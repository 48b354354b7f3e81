package dev.agentpool.mailroom;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.expert.log.LogIndex;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.Roster;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Writes the logs of the sessions of one pool while they go; those that went or ended while no
 * daemon ran, or were not written when it ended, are made up for at the beginning. One thread at a
 * time writes; any may tell.
 */
final class SessionCopies implements AutoCloseable {
  private static final int MADE_UP_FOR = 1_000;
  private static final Set<TaskState> OVER = Set.of(TaskState.COMPLETED, TaskState.FAILED);
  private final PoolId pool;
  private final Ledger ledger;
  private final ActivityLog activity;
  private final Runnable soon;
  private final Queue<TaskId> begun = new ConcurrentLinkedQueue<>();
  private final Queue<TaskId> ended = new ConcurrentLinkedQueue<>();
  private final Map<TaskId, SessionCopy> live = new HashMap<>();
  private final Set<TaskId> madeUpFor = new HashSet<>(); // a task ends once
  private final Set<TaskId> written = new HashSet<>(); // of those
  private boolean madeUp;

  /**
   * @param soon has {@link #write} called; returns at once
   */
  SessionCopies(PoolId pool, Ledger ledger, ActivityLog activity, Runnable soon) {
    this.pool = pool;
    this.ledger = ledger;
    this.activity = activity;
    this.soon = soon;
  }

  void begun(TaskId task) {
    begun.add(task);
  }

  void ended(TaskId task) {
    ended.add(task);
  }

  void write(Roster roster) throws IOException {
    if (!madeUp) {
      makeUp(roster);
      madeUp = true;
    }
    for (TaskId next = begun.peek(); next != null; next = begun.peek()) {
      Optional<Mailed> mailed = ledger.task(next).flatMap(Mailed::of);
      if (mailed.isPresent()
          && !live.containsKey(next)
          && !mailed.get().task().state().terminal()) {
        begin(roster, mailed.get());
      }
      begun.remove();
    }
    for (Map.Entry<TaskId, SessionCopy> each : List.copyOf(live.entrySet())) {
      writing(each.getKey(), each.getValue(), each.getValue()::more);
    }
    for (TaskId next = ended.peek(); next != null; next = ended.peek()) {
      end(roster, next);
      if (madeUpFor.contains(next)) {
        written.add(next); // the journal may tell of it too
      }
      ended.remove(); // after it was written: what fails is tried again
    }
  }

  private void begin(Roster roster, Mailed mailed) throws IOException {
    Optional<Path> logs = logs(roster, mailed);
    if (logs.isPresent()) {
      live.put(mailed.task().id(), new SessionCopy(activity, logs.get(), mailed, soon));
    }
  }

  private void end(Roster roster, TaskId id) throws IOException {
    Mailed mailed = ledger.task(id).flatMap(Mailed::of).orElse(null);
    SessionCopy copy = live.get(id);
    if (copy != null && !copy.isThere()) {
      live.remove(id);
      copy.close();
      copy = null;
    }
    if (mailed == null || written.contains(id)) {
      return;
    }
    if (copy == null && SessionCopy.hasEnded(mailed.task())) {
      begin(roster, mailed);
      copy = live.get(id);
    }
    if (copy != null) {
      SessionCopy last = copy;
      writing(id, last, () -> last.end(mailed));
      live.remove(id);
      last.close();
    }
  }

  /** Writes. */
  private interface Writes {
    void write() throws IOException;
  }

  /** What could not be written whole is begun anew. */
  private void writing(TaskId id, SessionCopy copy, Writes writes) throws IOException {
    try {
      writes.write();
    } catch (IOException | RuntimeException e) {
      live.remove(id);
      begun.add(id);
      copy.close();
      throw e;
    }
  }

  private static Optional<Path> logs(Roster roster, Mailed mailed) {
    return roster.find(mailed.mail().to()).map(Expert::place).map(place -> place.logs());
  }

  private List<TaskRecord> tasks(Set<TaskState> states) {
    return ledger.tasks(new TaskFilter(pool, states, List.of(), null, null, MADE_UP_FOR, 0));
  }

  private void makeUp(Roster roster) throws IOException {
    tasks(Set.of(TaskState.RUNNING)).forEach(task -> begun.add(task.id()));
    Map<Path, Set<String>> known = new HashMap<>();
    for (TaskRecord task : tasks(OVER).reversed()) {
      Optional<Mailed> mailed = Mailed.of(task).filter(_ -> SessionCopy.hasEnded(task));
      Optional<Path> logs = mailed.flatMap(mail -> logs(roster, mail));
      if (logs.isPresent() && !ended.contains(task.id())) {
        Set<String> there = known.get(logs.get());
        if (there == null) {
          there =
              new LogIndex(logs.get())
                  .rows().stream().map(LogIndex::task).collect(Collectors.toSet());
          known.put(logs.get(), there);
        }
        if (!there.contains(mailed.orElseThrow().mail().id().value())) {
          ended.add(task.id());
          madeUpFor.add(task.id());
        }
      }
    }
  }

  /** The thread that writes has ended. */
  @Override
  public void close() throws IOException {
    for (SessionCopy copy : live.values()) {
      copy.close();
    }
    live.clear();
  }
}
