package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.sql.SqlFailure;
import dev.agentpool.ledger.sql.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/**
 * Some read-only connections; a reading borrows one and sees one snapshot. In WAL mode they never
 * block the writer.
 */
final class Readers {
  private static final int CONNECTIONS = 4;

  private final SqliteFile file;
  private final BlockingQueue<Statements> idle = new ArrayBlockingQueue<>(CONNECTIONS);
  private final List<Statements> all = new ArrayList<>();
  private volatile boolean closed;

  Readers(SqliteFile file) throws SQLException {
    this.file = file;
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Statements statements = new Statements(file.openReader());
        all.add(statements);
        idle.add(statements);
      }
    } catch (SQLException failure) {
      close();
      throw failure;
    }
  }

  <T> T read(Function<Statements, T> reading) {
    if (closed) {
      throw closed();
    }
    Statements statements = borrow();
    try {
      statements.update("BEGIN");
      try {
        return reading.apply(statements);
      } finally {
        statements.update("COMMIT");
      }
    } catch (SqlFailure failure) {
      throw SqliteFault.of(failure.sql(), file.path());
    } finally {
      idle.add(statements);
    }
  }

  private Statements borrow() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return idle.take();
        } catch (InterruptedException interrupt) {
          interrupted = true; // readings are short: wait and leave the interrupt to the caller
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private LedgerException closed() {
    return new LedgerException(
        LedgerException.Code.CLOSED, "the ledger " + file.path() + " is closed");
  }

  /** Waits for readings that are under way. */
  void close() {
    closed = true;
    for (int i = 0; i < all.size(); i++) {
      Statements statements = borrow();
      statements.close();
      try {
        statements.connection().close();
      } catch (SQLException closing) {
        // Read-only: nothing can be lost.
      }
    }
    all.clear();
  }
}
