package dev.agentpool.mailroom;

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
 * Writes the logs of the sessions of one pool when they have ended; those that ended while no
 * daemon ran, or were not written when it ended, are made up for at the beginning. One thread at a
 * time writes; any may tell.
 */
final class SessionCopies {
  private static final int MADE_UP_FOR = 1_000;
  private final PoolId pool;
  private final Ledger ledger;
  private final SessionCopy copy;
  private final Queue<TaskId> ended = new ConcurrentLinkedQueue<>();
  private final Set<TaskId> madeUpFor = new HashSet<>(); // a task ends once
  private final Set<TaskId> written = new HashSet<>(); // of those
  private boolean madeUp;

  SessionCopies(PoolId pool, Ledger ledger, SessionCopy copy) {
    this.pool = pool;
    this.ledger = ledger;
    this.copy = copy;
  }

  void ended(TaskId task) {
    ended.add(task);
  }

  void write(Roster roster) throws IOException {
    if (!madeUp) {
      makeUp(roster);
      madeUp = true;
    }
    for (TaskId next = ended.peek(); next != null; next = ended.peek()) {
      Optional<TaskRecord> task = ledger.task(next).filter(SessionCopy::hasEnded);
      Optional<Mailed> mailed = task.flatMap(Mailed::of);
      Optional<Path> logs = mailed.flatMap(mail -> logs(roster, mail));
      if (logs.isPresent() && !written.contains(next)) {
        copy.write(logs.get(), mailed.orElseThrow());
      }
      if (madeUpFor.contains(next)) {
        written.add(next); // the journal may tell of it too
      }
      ended.remove(); // after it was written: what fails is tried again
    }
  }

  private static Optional<Path> logs(Roster roster, Mailed mailed) {
    return roster.find(mailed.mail().to()).map(Expert::place).map(place -> place.logs());
  }

  private void makeUp(Roster roster) throws IOException {
    Map<Path, Set<String>> known = new HashMap<>();
    List<TaskRecord> over =
        ledger.tasks(
            new TaskFilter(
                pool,
                Set.of(TaskState.COMPLETED, TaskState.FAILED),
                List.of(),
                null,
                null,
                MADE_UP_FOR,
                0));
    for (TaskRecord task : over.reversed()) {
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
}
