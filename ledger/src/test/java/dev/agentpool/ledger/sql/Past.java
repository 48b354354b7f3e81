package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool that has done something: tasks of two tags and models that ended and were seen, chains,
 * some that ended since, some that wait.
 */
final class Past {
  static final PoolId POOL = new PoolId("demo-1a2b3c4d");
  private static final int WAITING = 60;
  private static final int UNSEEN = 40;
  private static final int SLOTS = 32;

  private Past() {}

  static void fill(Path file, int tasks, int chains) {
    try (Ledger ledger = SqliteLedger.open(file, Clock.systemUTC())) {
      ledger.openPool(new PoolRecord(POOL, "demo", "/tmp/demo", Caps.NONE));
      List<Submission.Node> nodes = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        nodes.add(new Submission.Node(spec(i), List.of(), List.of()));
      }
      ledger.submit(new Submission(POOL, nodes, null, null)).orThrow();
      for (int i = 0; i < chains; i++) {
        ledger.submit(chain()).orThrow();
      }
      runAll(ledger);
      ledger.seen(POOL, List.of()); // all of them
      for (int i = 0; i < UNSEEN; i++) {
        ledger.submit(Submission.of(POOL, spec(i))).orThrow();
      }
      runAll(ledger);
      for (int i = 0; i < WAITING; i++) {
        ledger.submit(Submission.of(POOL, spec(i))).orThrow();
      }
    }
  }

  /** In many slots at once, since their commits reach the disk together. */
  private static void runAll(Ledger ledger) {
    AtomicInteger next = new AtomicInteger();
    HandCrankedNode node = new HandCrankedNode(ledger, POOL, "node-1");
    try (ExecutorService slots = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int slot = 0; slot < SLOTS; slot++) {
        String id = "slot-" + slot % 2;
        slots.execute(() -> {
          Optional<ClaimReply.Claimed> claimed = node.claim(id);
          for (; claimed.isPresent(); claimed = node.claim(id)) {
            node.settle(claimed.get().attempt(), result(next.getAndIncrement())).orThrow();
          }
        });
      }
    }
  }

  private static TaskSpec spec(int i) {
    return TaskSpec.of("task " + i)
        .withTags(List.of(i % 2 == 0 ? "even" : "odd"))
        .withSettings(Settings.EMPTY.with(SettingKeys.MODEL, i % 2 == 0 ? "opus" : "haiku"));
  }

  private static Submission chain() {
    TaskSpec parent = TaskSpec.of("chain").withPart(new PlanPart.Parent("chain", OnFinish.KEEP));
    TaskSpec step = TaskSpec.of("step").withPart(PlanPart.step("step"));
    return new Submission(
        POOL,
        List.of(
            new Submission.Node(step, List.of(), List.of()),
            new Submission.Node(parent, List.of(0), List.of())),
        null,
        null);
  }

  private static TaskResult result(int i) {
    OutcomeCode code = i % 3 == 0 ? OutcomeCode.CRASHED : OutcomeCode.COMPLETED;
    Cost cost = i % 5 == 0 ? new Cost.Unknown(Money.ZERO, null) : Cost.known(Money.ofMicros(i));
    return TaskResult.withoutAgent(Outcome.of(code, ""))
        .withCost(cost)
        .withElapsed(Duration.ofMillis(1 + i * 37L % 2_000));
  }
}
