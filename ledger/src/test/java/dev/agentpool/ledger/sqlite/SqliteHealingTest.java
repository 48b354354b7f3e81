package dev.agentpool.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.moves.StoredLedger;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** A ledger that could not be written, or had no files left, and then can: without a restart. */
class SqliteHealingTest {
  private static final PoolRecord POOL = new PoolRecord(new PoolId("p"), "p", "/p", Caps.NONE);
  @TempDir Path folder;

  /** A file that can only be read as long as it is locked. */
  private static final class Lockable extends SqliteFile {
    private final AtomicBoolean locked = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final Path path;

    Lockable(Path path) {
      super(path);
      this.path = path;
    }

    @Override
    Connection openWriter() throws SQLException {
      if (gone.get()) {
        throw new SQLException("unable to open database file", null, 14);
      }
      if (!locked.get()) {
        return super.openWriter();
      }
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      return config.createConnection("jdbc:sqlite:" + path);
    }
  }

  private static Ledger open(Lockable file) {
    return new StoredLedger(
        SqliteStore.open(file, Clock.systemUTC()),
        TaskRules::decide,
        new Ids(new SecureRandom()::nextLong),
        MoveSettings.USUAL);
  }

  @Test
  void whatWasReadOnlyAtTheStartIsWrittenAsSoonAsItCanBe() {
    Lockable file = new Lockable(folder.resolve("ledger.db"));
    try (Ledger ledger = open(file)) {
      ledger.openPool(POOL);
    }
    file.locked.set(true);
    try (Ledger ledger = open(file)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> ledger.submit(Submission.of(POOL.id(), TaskSpec.of("x"))))
            .isInstanceOf(LedgerException.class)
            .hasMessageContaining("read-only");
      }
      file.gone.set(true);
      assertThatThrownBy(() -> ledger.submit(Submission.of(POOL.id(), TaskSpec.of("x"))))
          .isInstanceOf(LedgerException.class);
      file.gone.set(false);
      file.locked.set(false);
      TaskId task = ledger.submit(Submission.of(POOL.id(), TaskSpec.of("y"))).orThrow().getFirst();
      assertThat(ledger.task(task).orElseThrow().prompt().text()).isEqualTo("y");
      assertThat(ledger.counts(POOL.id()).values()).containsOnlyOnce(1L);
    }
  }
}
