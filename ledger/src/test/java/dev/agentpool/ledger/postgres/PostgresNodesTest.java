package dev.agentpool.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.simulation.Balance;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import dev.agentpool.testkit.simulation.Replay;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several nodes on one database, at the database's time. */
@ExtendWith(WithPostgres.class)
class PostgresNodesTest {
  private static final PoolId POOL = new PoolId("shared");

  private final PostgresSettings where;

  PostgresNodesTest(PostgresServer server) throws SQLException {
    where = server.freshSchema();
  }

  private Ledger open() {
    Ledger ledger = PostgresLedger.open(where);
    ledger.openPool(
        new PoolRecord(POOL, "shared", "/shared", new Caps(Money.ofUsd(1000), null, null)));
    return ledger;
  }

  private static TaskId submit(Ledger ledger) {
    return ledger.submit(Submission.of(POOL, TaskSpec.of("x"))).orThrow().getFirst();
  }

  private static ClaimReply claim(Ledger ledger, String node) {
    return ledger.claim(new HandCrankedNode(ledger, POOL, node).request("slot"));
  }

  @Test
  void twoNodesWithManyThreadsClaimEachTaskOnce() throws Exception {
    ConcurrentLinkedQueue<TaskId> done = new ConcurrentLinkedQueue<>();
    try (Ledger one = open();
        Ledger two = open();
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Ledger mine = i % 2 == 0 ? one : two;
        String node = "node-" + i % 2;
        running.add(
            threads.submit(() -> {
              for (int n = 0; n < 10; n++) {
                submit(mine);
                ClaimReply.Claimed claimed = (ClaimReply.Claimed) claim(mine, node);
                mine.settle(claimed.attempt(), TaskResult.withoutAgent(Outcome.COMPLETED))
                    .orThrow();
                done.add(claimed.task().id());
              }
            }));
      }
      for (Future<?> thread : running) {
        thread.get(120, TimeUnit.SECONDS);
      }
      assertThat(done).hasSize(160).doesNotHaveDuplicates();
      assertThat(two.counts(POOL)).containsEntry(TaskState.COMPLETED, 160L);
      assertThat(one.lastSequence()).isEqualTo(1 + 3 * 160);
      Replay replay = new Replay();
      replay.readAll(one);
      replay.agreesWith(two);
      Balance.check(two, replay.tasks());
    }
  }

  @Test
  void aNodeHearsOfTheCommitsOfAnother() throws Exception {
    try (Ledger one = open();
        Ledger two = open()) {
      AtomicLong heard = new AtomicLong();
      try (AutoCloseable hearing = two.onCommit(heard::set)) {
        submit(one);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(heard).hasValue(2));
        endOtherConnections();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .untilAsserted(() -> {
              submit(one);
              assertThat(heard.get()).isGreaterThan(2);
            });
        assertThat(two.lastSequence()).isEqualTo(one.lastSequence());
      }
    }
  }

  /** As a restart of the database would: every connection of this schema's ledgers breaks. */
  private void endOtherConnections() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(where.url(), where.user(), where.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND"
              + " usename = current_user");
    }
  }

  @Test
  void timeIsTheDatabasesAndNeverGoesBack() {
    try (Ledger ledger = open()) {
      Instant last = ledger.now();
      assertThat(Duration.between(last, Instant.now()).abs()).isLessThan(Duration.ofSeconds(60));
      for (int i = 0; i < 20; i++) {
        Instant next = ledger.now();
        assertThat(next).isAfterOrEqualTo(last);
        last = next;
      }
    }
  }

  @Test
  void aNewerSchemaIsRefused() throws SQLException {
    open().close();
    try (Connection connection =
            DriverManager.getConnection(where.url(), where.user(), where.password());
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO schema_version (version) VALUES (999)");
    }
    assertThatThrownBy(() -> PostgresLedger.open(where))
        .isInstanceOfSatisfying(
            LedgerException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(LedgerException.Code.TOO_NEW));
  }

  @Test
  void aDatabaseThatIsNotThereIsUnreachableAndThePasswordIsNotTold() {
    PostgresSettings nowhere =
        new PostgresSettings("jdbc:postgresql://127.0.0.1:1/none", "me", "secret-word");
    assertThatThrownBy(() -> PostgresLedger.open(nowhere))
        .isInstanceOfSatisfying(
            LedgerException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(LedgerException.Code.UNREACHABLE);
              assertThat(refusal.getMessage())
                  .contains("127.0.0.1:1/none")
                  .doesNotContain("secret-word");
            });
  }

  @Test
  void aClosedLedgerSaysSo() {
    Ledger ledger = open();
    ledger.close();
    assertThatThrownBy(() -> submit(ledger))
        .isInstanceOfSatisfying(
            LedgerException.class,
            closed -> assertThat(closed.code()).isEqualTo(LedgerException.Code.CLOSED));
  }
}
