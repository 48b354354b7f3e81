package dev.agentpool.node;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.session.SessionFolders;
import dev.agentpool.node.session.SetAside;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.EndOfSession;
import dev.agentpool.session.Launch;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a daemon does first with what the one before left (architecture, decision 5).
 *
 * <p>A session that cannot be taken over is set aside, with the reason. So is one that was being
 * taken over when the daemon ran out of memory; of several such, each is tried once more with no
 * other beside it. A daemon may also be killed at any moment, which says nothing of the sessions:
 * it counts only when it happens again and again.
 */
final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final int MOST_TRIES = 4;
  private static final String OUT_OF_MEMORY =
      "agentpool ran out of memory while it took this session over";
  private static final Duration BACKLOG_LIMIT = Duration.ofMinutes(1);
  private final NodeParts parts;
  private final MemoryNote memoryNote;
  private final Function<PoolRecord, PoolRunner> pools;
  private final Queue<Left> notYet = new ConcurrentLinkedQueue<>(); // the ledger would not
  private final Queue<Left> suspects = new ConcurrentLinkedQueue<>(); // one after the other

  /** An attempt of the daemon before, and its session's folder if there is one. */
  private record Left(AttemptRecord attempt, SessionFolders.@Nullable Dedicated where) {}

  Adoption(NodeParts parts, Function<PoolRecord, PoolRunner> pools) {
    this.parts = parts;
    this.memoryNote = new MemoryNote(parts.home());
    this.pools = pools;
  }

  /**
   * Sessions that served nothing any more and were ended.
   *
   * @param survivors pids of processes that could not be ended
   */
  record Ended(int sessions, List<Long> survivors) {
    static final Ended NOTHING = new Ended(0, List.of());
  }

  /** Returns what it ended. */
  Ended run() {
    AtomicInteger sessions = new AtomicInteger();
    Queue<Long> survivors = new ConcurrentLinkedQueue<>();
    boolean outOfMemory = memoryNote.wasOutOfMemory();
    Map<AttemptKey, SessionFolders.Dedicated> folders = parts.sessionFolders().byAttempt();
    List<AttemptRecord> open = parts.ledger().openAttempts(parts.id());
    List<Left> alone = new ArrayList<>();
    Set<Path> needed = new HashSet<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (AttemptRecord attempt : open) {
        Left left = new Left(attempt, folders.get(attempt.key()));
        if (left.where() != null) {
          needed.add(left.where().folder());
        }
        if (outOfMemory && tries(left) > 0) {
          alone.add(left);
        } else {
          all.execute(() -> guarded(left));
        }
      }
      for (Path folder : parts.sessionFolders().all()) {
        if (!needed.contains(folder)) {
          all.execute(() -> {
            Optional<EndOfSession> end = end(folder);
            sessions.addAndGet(end.isPresent() ? 1 : 0);
            end.ifPresent(ended -> survivors.addAll(ended.survivors()));
          });
        }
      }
    }
    if (alone.size() == 1) {
      aside(alone.getFirst(), OUT_OF_MEMORY);
    } else if (!alone.isEmpty()) {
      LOG.warn(
          "the daemon before ran out of memory while it took over {} sessions: now one by one",
          alone.size());
      suspects.addAll(alone);
      Thread.ofVirtual().name("adoption").start(this::oneByOne);
    }
    memoryNote.remove();
    if (!open.isEmpty()) {
      LOG.info("took over {} attempts of the daemon before", open.size());
    }
    return new Ended(sessions.get(), List.copyOf(survivors));
  }

  private static int tries(Left left) {
    return left.where() == null ? 0 : new TakingOver(left.where().folder()).tries();
  }

  /** Attempts that are ours and not taken over yet: their leases are to be kept. */
  List<AttemptKey> waiting() {
    List<AttemptKey> keys = new ArrayList<>();
    notYet.forEach(left -> keys.add(left.attempt().key()));
    suspects.forEach(left -> keys.add(left.attempt().key()));
    return keys;
  }

  private void oneByOne() {
    for (Left left = suspects.peek(); left != null; left = suspects.peek()) {
      Begun begun = stillOpen(left) ? guarded(left) : Begun.NOTHING;
      suspects.poll(); // it runs now, or waits with the others
      begun.awaitBacklog();
    }
  }

  /** While it waited somebody may have ended it. */
  private boolean stillOpen(Left left) {
    try {
      boolean open =
          parts.ledger().openAttempts(parts.id()).stream()
              .anyMatch(attempt -> attempt.key().equals(left.attempt().key()));
      if (!open && left.where() != null) {
        end(left.where().folder());
      }
      return open;
    } catch (LedgerException unavailable) {
      return true; // the taking over meets it too, and waits
    }
  }

  /** Tries again what the ledger would not take. */
  void retry() {
    List<Left> again = new ArrayList<>();
    for (Left left = notYet.poll(); left != null; left = notYet.poll()) {
      again.add(left);
    }
    again.stream().filter(this::stillOpen).forEach(this::guarded);
  }

  /** What is left to wait for of a taking over. */
  private interface Begun {
    Begun NOTHING = () -> {};

    void awaitBacklog();
  }

  private Begun guarded(Left left) {
    try {
      return takeOver(left);
    } catch (LedgerException unavailable) {
      LOG.warn(
          "attempt {} cannot be taken over yet: {}",
          left.attempt().key(),
          unavailable.getMessage());
      notYet.add(left); // its process and its folder wait
    } catch (RuntimeException | Error broken) {
      LOG.error("attempt {} cannot be taken over", left.attempt().key(), broken);
      aside(left, "agentpool failed while it took the session over: " + broken);
    }
    return Begun.NOTHING;
  }

  private Begun takeOver(Left left) {
    AttemptRecord attempt = left.attempt();
    SessionFolders.Dedicated where = left.where();
    if (where == null) {
      notBegun(attempt);
      return Begun.NOTHING;
    }
    TakingOver mark = new TakingOver(where.folder());
    if (mark.tries() >= MOST_TRIES) {
      aside(left, "agentpool died " + mark.tries() + " times while it took this session over");
      return Begun.NOTHING;
    }
    TaskRecord task = parts.ledger().task(attempt.key().task()).orElseThrow();
    Launch launch;
    try {
      launch = parts.sessionFolders().launch(where.folder());
    } catch (IllegalArgumentException unknown) {
      aside(left, String.valueOf(unknown.getMessage()));
      return Begun.NOTHING;
    }
    AgentProvider provider = parts.provider(launch.provider());
    if (provider == null) {
      aside(
          left,
          "its provider is '"
              + launch.provider()
              + "', which this agentpool does not have; it has "
              + parts.providers().keySet());
      return Begun.NOTHING;
    }
    mark.begin();
    SlotRunner slot = slotFor(attempt);
    try {
      ToolDesk desk = slot.bench().desk().takenOver(task.spec().settings());
      AgentSession session = provider.adopt(where.folder(), desk).orElse(null);
      slot.adopt(
          atAttempt(task, attempt.key()), attempt, launch, session, where.part(), mark::done);
      return session == null ? Begun.NOTHING : () -> await(session);
    } catch (ProviderException unusable) {
      slot.release();
      aside(left, String.valueOf(unusable.getMessage()));
      return Begun.NOTHING;
    } catch (RuntimeException | Error broken) {
      slot.release();
      throw broken;
    }
  }

  private static void await(AgentSession session) {
    try {
      session.caughtUp().get(BACKLOG_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException slow) {
      LOG.warn("session {} is still being read", session.folder());
    }
  }

  private SlotRunner slotFor(AttemptRecord attempt) {
    PoolRecord record =
        parts.ledger().pools().stream()
            .filter(pool -> pool.id().equals(attempt.pool()))
            .findFirst()
            .orElseThrow();
    PoolRunner pool = pools.apply(record);
    SlotRunner slot = pool.slot(attempt.slot());
    if (!slot.take()) {
      slot = pool.slot(attempt.slot() + "-late-" + attempt.key().fence());
      slot.take();
    }
    return slot;
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
      settle(attempt, TaskResult.withoutAgent(Outcome.of(OutcomeCode.CANCELLED, why)));
    }
  }

  /**
   * Ends the session, settles its attempt as one whose agent was lost, and moves the folder out of
   * the way. In this order: until it is moved, the next daemon finds it.
   */
  private void aside(Left left, String why) {
    SessionFolders.Dedicated where = left.where();
    AttemptRecord attempt = left.attempt();
    try {
      String told =
          "its session could not be taken over after the daemon ended, and was ended: " + why;
      if (where != null) {
        endUnread(where.folder());
      }
      OutcomeCode code = attempt.current() ? OutcomeCode.CRASHED : OutcomeCode.CANCELLED;
      settle(
          attempt,
          TaskResult.withoutAgent(Outcome.of(code, told))
              .withCost(new Cost.Unknown(Money.ZERO))
              .noticing(told));
      if (where != null) {
        Path now =
            new SetAside(parts.home()).put(where.folder(), "attempt " + attempt.key() + ": " + why);
        LOG.warn("the session of {} was set aside in {}: {}", attempt.key(), now, why);
      }
    } catch (LedgerException unavailable) {
      notYet.add(left);
    } catch (IOException | RuntimeException e) {
      LOG.error("the session of {} cannot be set aside", attempt.key(), e);
    }
  }

  private void settle(AttemptRecord attempt, TaskResult result) {
    parts.ledger().settle(attempt.key(), parts.kept().over(result));
  }

  private void endUnread(Path folder) {
    for (AgentProvider provider : parts.providers().values()) {
      provider.endUnread(folder, parts.timings().endPatience());
      return; // whose it is does not matter: it is a process of this machine
    }
  }

  /**
   * A session that serves no open attempt: a warm one at rest, or one whose attempt was settled
   * just before the end. Empty when no process was there any more. The folder stays as long as
   * something of it lives, so that the next daemon finds it.
   */
  private Optional<EndOfSession> end(Path folder) {
    try {
      Optional<EndOfSession> end = endInOrder(folder);
      if (end.map(EndOfSession::survivors).orElse(List.of()).isEmpty()) {
        parts.sessionFolders().delete(folder);
      }
      return end;
    } catch (RuntimeException | Error broken) {
      LOG.error("session {} cannot be ended", folder, broken);
      try {
        endUnread(folder);
        new SetAside(parts.home()).put(folder, "it could not be ended in order: " + broken);
      } catch (IOException | RuntimeException stays) {
        LOG.error("session {} cannot be set aside", folder, stays);
      }
      return Optional.empty();
    }
  }

  private Optional<EndOfSession> endInOrder(Path folder) {
    try {
      AgentProvider provider = parts.provider(parts.sessionFolders().launch(folder).provider());
      if (provider != null) {
        Optional<AgentSession> session = provider.adopt(folder, ToolDesk.NONE);
        boolean lived = session.map(AgentSession::alive).orElse(false);
        Optional<EndOfSession> end = session.map(found -> found.end(parts.timings().endPatience()));
        return lived ? end : Optional.empty();
      }
    } catch (IllegalArgumentException | ProviderException unknown) {
      LOG.debug("session {} is ended without its provider: {}", folder, unknown.getMessage());
    }
    endUnread(folder);
    return Optional.empty();
  }
}
