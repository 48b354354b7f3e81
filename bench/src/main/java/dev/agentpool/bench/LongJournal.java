package dev.agentpool.bench;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A ledger with a long past, made by the ledger's own moves: some tasks that were claimed and
 * settled, and plans of which the first task was cancelled and all others failed with it, which
 * makes many entries quickly. Made once and kept.
 */
final class LongJournal {
  private static final int PLAN = 1_000;
  private static final PoolId POOL = new PoolId("past-00000000");
  private final Path cache;
  private final long entries;
  private final int settled;

  /**
   * @param entries the least number of journal entries
   * @param settled how many tasks were really claimed and settled
   */
  LongJournal(Path cache, long entries, int settled) {
    this.cache = cache;
    this.entries = entries;
    this.settled = settled;
  }

  /** Puts a copy there, and says how many entries it has. */
  long copyTo(Path ledger) throws Exception {
    Path kept = cache.resolve("ledger-" + entries + ".db");
    if (!Files.exists(kept)) {
      Path fresh = cache.resolve("ledger-fresh.db");
      for (String end : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(cache.resolve("ledger-fresh.db" + end));
      }
      make(fresh);
      Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.createDirectories(ledger.getParent());
    Files.copy(kept, ledger, StandardCopyOption.REPLACE_EXISTING);
    try (Ledger copy = SqliteLedger.open(ledger, Clock.systemUTC())) {
      return copy.lastSequence();
    }
  }

  private void make(Path file) throws Exception {
    Files.createDirectories(cache);
    System.err.println("making a ledger of " + entries + " journal entries, once");
    try (Ledger ledger = SqliteLedger.open(file, Clock.systemUTC())) {
      ledger.openPool(new PoolRecord(POOL, "past", "/nonexistent/past", Caps.NONE));
      for (int done = 0; done < settled; done += PLAN) {
        ledger.submit(plan(List.of())).orThrow();
        runAll(ledger);
      }
      while (ledger.lastSequence() < entries) {
        TaskId first = ledger.submit(plan(List.of(0))).orThrow().getFirst();
        ledger.cancel(first, "to make a past").orThrow();
      }
    }
    if (Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) {
      throw new IOException("the ledger left a log behind; it cannot be copied");
    }
  }

  private static Submission plan(List<Integer> afterOfAllButTheFirst) {
    List<Submission.Node> nodes = new ArrayList<>();
    for (int i = 0; i < PLAN; i++) {
      TaskSpec spec = TaskSpec.of("a task of the past, number " + i);
      nodes.add(new Submission.Node(spec, i == 0 ? List.of() : afterOfAllButTheFirst, List.of()));
    }
    return new Submission(POOL, nodes, null, null);
  }

  private static void runAll(Ledger ledger) throws Exception {
    HandCrankedNode node = new HandCrankedNode(ledger, POOL, "node-past");
    try (ExecutorService slots = Executors.newFixedThreadPool(32)) {
      List<Future<?>> running = new ArrayList<>();
      for (int slot = 0; slot < 32; slot++) {
        String id = "slot-" + slot;
        running.add(
            slots.submit(() -> node.runAll(id, TaskResult.withoutAgent(Outcome.COMPLETED))));
      }
      for (Future<?> slot : running) {
        slot.get();
      }
    }
  }
}
