package dev.agentpool.node.slot;

import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Reply;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an attempt's result: what only says that the machine, the provider or the project
 * lacks something is no result of the task, and the rest is written however long that takes.
 */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private final NodeParts parts;
  private final Supplier<PoolConfig> pool;
  private final SlotRunner slot;
  private final SlotRunner.PoolEvents events;

  Settlement(
      NodeParts parts, Supplier<PoolConfig> pool, SlotRunner slot, SlotRunner.PoolEvents events) {
    this.parts = parts;
    this.pool = pool;
    this.slot = slot;
    this.events = events;
  }

  /** Returns what was settled. */
  TaskResult settled(AttemptRun run, TaskResult result, ActivityWriter activity) {
    TaskResult counts = afterLimits(run, parts.kept().over(result));
    settle(run, counts, activity);
    return counts;
  }

  private TaskResult afterLimits(AttemptRun run, TaskResult result) {
    Outcome outcome = result.outcome();
    Optional<String> missing = MachineRoom.missing(outcome, parts.home().root());
    if (missing.isPresent()) {
      Instant later = parts.ledger().now().plus(parts.timings().ledgerRetry());
      String why = missing.get() + ", so the agent could not go on: " + outcome.message();
      return result.withOutcome(new Outcome(OutcomeCode.SUSPENDED, why, later));
    }
    return new Standstill(parts, pool.get(), slot.settings(Settings.EMPTY))
        .after(run.task(), run.settings(), result);
  }

  /**
   * Tries until the ledger takes it: a result is never dropped, also when the disk is full for an
   * hour.
   */
  private void settle(AttemptRun run, TaskResult result, ActivityWriter activity) {
    while (true) {
      try {
        run.keepConversation();
        switch (events.settle(slot, run.task(), result)) {
          case Reply.Done<TaskRecord> done ->
              activity.state(
                  done.value().state().wireName(),
                  slot.id(),
                  run.attempt().fence(),
                  done.value().reason());
          case Reply.Refused<TaskRecord> late ->
              LOG.info("late result of {}: {}", run.attempt(), late.refusal().message());
        }
        events.trouble(null);
        return;
      } catch (LedgerException e) {
        events.trouble("a result cannot be written (" + e.getMessage() + "); trying again");
        LOG.warn("cannot settle {}: {}", run.attempt(), e.getMessage());
        if (e.code() == LedgerException.Code.CLOSED || closesBeforeRetry()) {
          return; // the next daemon finds the result in the session's folder
        }
      }
    }
  }

  private boolean closesBeforeRetry() {
    try {
      return events.closesWithin(parts.timings().ledgerRetry());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
