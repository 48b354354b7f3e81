package dev.agentpool.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.task.TaskSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must stay quick in a large ledger. The bounds are wide: the machine may be busy. */
class SqliteSizeTest {
  @TempDir Path folder;

  @Test
  void aMillionJournalEntriesDoNotSlowOpening() throws Exception {
    Path file = folder.resolve("ledger.db");
    Load.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) INSERT"
              + " INTO journal (seq, at, pool, kind, task, fence, from_state, to_state, detail)"
              + " SELECT i, i, 'load', 'caps_changed', NULL, 0, NULL, NULL, 'x' FROM n");
      statement.execute("UPDATE head SET seq = 1000000, at = 1000000");
    }
    long start = System.nanoTime();
    try (Ledger ledger = Load.open(file)) {
      assertThat(ledger.lastSequence()).isEqualTo(1_000_000);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aClaimOutOfAHundredThousandPendingTasksIsQuick() {
    try (Ledger ledger = Load.open(folder.resolve("ledger.db"))) {
      List<Submission.Node> nodes = new ArrayList<>();
      for (int i = 0; i < 100_000; i++) {
        TaskSpec spec = TaskSpec.of("p");
        nodes.add(new Submission.Node(spec, List.of(), List.of()));
      }
      ledger.submit(new Submission(Load.POOL, nodes, null, null)).orThrow();
      Load.claim(ledger);
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        assertThat(Load.claim(ledger)).isInstanceOf(ClaimReply.Claimed.class);
      }
      Duration each = Duration.ofNanos((System.nanoTime() - start) / 50);
      System.err.println("a claim out of 100,000 pending tasks: " + each.toNanos() / 1000 + " µs");
      assertThat(each).isLessThan(Duration.ofSeconds(2));
    }
  }
}
