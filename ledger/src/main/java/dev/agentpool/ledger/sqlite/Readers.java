package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.sql.SqlFailure;
import dev.agentpool.ledger.sql.Statements;
import java.sql.SQLException;
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
  private int opened;
  private volatile boolean closed;

  Readers(SqliteFile file) throws SQLException {
    this.file = file;
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Statements statements = new Statements(file.openReader());
        idle.add(statements);
        opened++;
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
      return read(statements, reading);
    } catch (SqlFailure failure) {
      if (!SqliteFault.isOfTheConnection(failure.sql())) {
        throw SqliteFault.of(failure.sql(), file.path());
      }
      Statements before = statements;
      statements = reopened(before);
      if (statements == before) {
        throw SqliteFault.of(failure.sql(), file.path());
      }
      return again(statements, reading);
    } finally {
      idle.add(statements);
    }
  }

  private static <T> T read(Statements statements, Function<Statements, T> reading) {
    statements.update("BEGIN");
    try {
      return reading.apply(statements);
    } finally {
      statements.update("COMMIT");
    }
  }

  private <T> T again(Statements statements, Function<Statements, T> reading) {
    try {
      return read(statements, reading);
    } catch (SqlFailure failure) {
      throw SqliteFault.of(failure.sql(), file.path());
    }
  }

  /**
   * A new connection in the place of one that failed; the same one when there is none to be had.
   */
  private Statements reopened(Statements failed) {
    Statements fresh;
    try {
      fresh = new Statements(file.openReader());
    } catch (SQLException none) {
      return failed;
    }
    failed.close();
    try {
      failed.connection().close();
    } catch (SQLException closing) {
      // Read-only: nothing can be lost.
    }
    return fresh;
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
    for (int i = 0; i < opened; i++) {
      Statements statements = borrow();
      statements.close();
      try {
        statements.connection().close();
      } catch (SQLException closing) {
        // Read-only: nothing can be lost.
      }
    }
    opened = 0;
  }
}
