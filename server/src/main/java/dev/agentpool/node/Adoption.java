package dev.agentpool.node;

import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a daemon does first with what the one before left (architecture, decision 5). */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private final NodeParts parts;
  private final Function<PoolRecord, PoolRunner> pools;

  Adoption(NodeParts parts, Function<PoolRecord, PoolRunner> pools) {
    this.parts = parts;
    this.pools = pools;
  }

  void run() {
    Map<AttemptKey, SessionFolders.Dedicated> folders = parts.sessionFolders().byAttempt();
    List<AttemptRecord> open = parts.ledger().openAttempts(parts.id());
    Set<Path> needed = new HashSet<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (AttemptRecord attempt : open) {
        SessionFolders.@Nullable Dedicated where = folders.get(attempt.key());
        if (where != null) {
          needed.add(where.folder());
        }
        all.execute(() -> guarded(attempt, where));
      }
      for (Path folder : parts.sessionFolders().all()) {
        if (!needed.contains(folder)) {
          all.execute(() -> end(folder));
        }
      }
    }
    if (!open.isEmpty()) {
      LOG.info("took over {} attempts of the daemon before", open.size());
    }
  }

  private void guarded(AttemptRecord attempt, SessionFolders.@Nullable Dedicated where) {
    try {
      takeOver(attempt, where);
    } catch (RuntimeException e) {
      LOG.error(
          "attempt {} cannot be taken over; its lease will run out and its task go back",
          attempt.key(),
          e);
    }
  }

  private void takeOver(AttemptRecord attempt, SessionFolders.@Nullable Dedicated where) {
    TaskRecord task = parts.ledger().task(attempt.key().task()).orElseThrow();
    PoolRecord record =
        parts.ledger().pools().stream()
            .filter(pool -> pool.id().equals(attempt.pool()))
            .findFirst()
            .orElseThrow();
    PoolRunner pool = pools.apply(record);
    if (where == null) {
      notBegun(attempt);
      return;
    }
    SlotRunner slot = pool.slot(attempt.slot());
    if (!slot.take()) {
      slot = pool.slot(attempt.slot() + "-late-" + attempt.key().fence());
      slot.take();
    }
    slot.adopt(atAttempt(task, attempt.key()), attempt, where);
  }

  /** A cancelled task may have moved on; its attempt is the one that is open. */
  private static TaskRecord atAttempt(TaskRecord task, AttemptKey key) {
    return task.fence() == key.fence() ? task : task.atFence(key.fence());
  }

  private void notBegun(AttemptRecord attempt) {
    String why = "the daemon ended before the agent was started";
    if (attempt.current()) {
      parts.ledger().putBack(attempt.key(), why, null);
    } else {
      parts
          .ledger()
          .settle(attempt.key(), TaskResult.withoutAgent(Outcome.of(OutcomeCode.CANCELLED, why)));
    }
  }

  /**
   * A session that serves no open attempt: a warm one at rest, or one whose attempt was settled
   * just before the end.
   */
  private void end(Path folder) {
    SessionSpec spec =
        new SessionSpec(Settings.EMPTY, folder, Map.of(), true, null, null, ToolDesk.NONE);
    for (AgentProvider provider : parts.providers().values()) {
      try {
        provider
            .adopt(spec, folder)
            .ifPresent(session -> session.end(parts.timings().endPatience()));
        break;
      } catch (ProviderException e) {
        LOG.warn("session {}: {}", folder, e.getMessage());
      }
    }
    parts.sessionFolders().delete(folder);
  }
}
