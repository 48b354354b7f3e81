package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.nio.file.Path;
import java.time.Clock;

/** Short words for tests that put load on a ledger; also the program that the crash test kills. */
final class Load {
  static final PoolId POOL = new PoolId("load");

  private Load() {}

  static Ledger open(Path file) {
    Ledger ledger = SqliteLedger.open(file, Clock.systemUTC());
    ledger.openPool(new PoolRecord(POOL, "load", "/load", Caps.NONE));
    return ledger;
  }

  static TaskId submit(Ledger ledger, String prompt) {
    return ledger.submit(Submission.of(POOL, TaskSpec.of(prompt))).orThrow().getFirst();
  }

  static ClaimReply claim(Ledger ledger) {
    return ledger.claim(new HandCrankedNode(ledger, POOL, "node").request("slot"));
  }

  /** Three moves: a task in, claimed (perhaps another's), done. */
  static TaskId passOne(Ledger ledger) {
    submit(ledger, "no-op");
    ClaimReply.Claimed claimed = (ClaimReply.Claimed) claim(ledger);
    ledger.settle(claimed.attempt(), TaskResult.withoutAgent(Outcome.COMPLETED)).orThrow();
    return claimed.task().id();
  }

  /** Passes tasks for ever on 8 threads and prints each that the ledger said was done. */
  public static void main(String[] arguments) {
    Ledger ledger = open(Path.of(arguments[0]));
    for (int i = 0; i < 8; i++) {
      Thread.ofPlatform()
          .start(() -> {
            while (true) {
              TaskId done = passOne(ledger);
              synchronized (System.out) {
                System.out.println(done);
                System.out.flush();
              }
            }
          });
    }
  }
}
