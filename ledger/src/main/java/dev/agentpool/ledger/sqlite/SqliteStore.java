package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Snapshot;
import dev.agentpool.ledger.books.Storage;
import dev.agentpool.ledger.moves.SteadyClock;
import dev.agentpool.ledger.sql.Commits;
import dev.agentpool.ledger.sql.Head;
import dev.agentpool.ledger.sql.Migrations;
import dev.agentpool.ledger.sql.SqlFailure;
import dev.agentpool.ledger.sql.SqlSnapshot;
import dev.agentpool.ledger.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** One file, one writer thread, some readers. */
final class SqliteStore implements Storage {
  private final Writer writer;
  private final Readers readers;
  private final SteadyClock clock;
  private final Commits commits;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteStore(Writer writer, Readers readers, SteadyClock clock, Commits commits) {
    this.writer = writer;
    this.readers = readers;
    this.clock = clock;
    this.commits = commits;
  }

  static SqliteStore open(SqliteFile file, Clock wallClock) {
    file.prepare();
    try {
      Connection writing = file.openWriter();
      try {
        migrate(file, writing);
        Head head = head(writing);
        SteadyClock clock = SteadyClock.over(wallClock, head.at());
        Commits commits = new Commits();
        Readers readers = new Readers(file);
        Writer writer = new Writer(file, writing, clock, head.sequence(), commits);
        writer.start();
        return new SqliteStore(writer, readers, clock, commits);
      } catch (SQLException | RuntimeException failure) {
        writing.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw SqliteFault.of(failure, file.path());
    } catch (SqlFailure failure) {
      throw SqliteFault.of(failure.sql(), file.path());
    }
  }

  private static void migrate(SqliteFile file, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        new Migrations(SqliteStore.class).run(connection, file.path().toString());
        statement.execute("COMMIT");
      } catch (SQLException | LedgerException failure) {
        try {
          statement.execute("ROLLBACK");
        } catch (SQLException already) {
          failure.addSuppressed(already);
        }
        throw failure;
      }
    }
  }

  private static Head head(Connection connection) {
    try (Statements statements = new Statements(connection)) {
      return Head.read(statements, "");
    }
  }

  @Override
  public <T> T write(Function<Books, T> move) {
    return writer.write(move);
  }

  @Override
  public <T> List<T> writeEach(List<Function<Books, T>> moves) {
    return writer.writeEach(moves);
  }

  @Override
  public <T> T read(Function<Snapshot, T> reading) {
    return readers.read(sql -> reading.apply(new SqlSnapshot(sql, clock::now)));
  }

  @Override
  public AutoCloseable onCommit(Ledger.CommitListener listener) {
    return commits.add(listener);
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    writer.close();
    readers.close();
    writer.closeConnection();
  }
}
