package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite's error codes mean, with what to do about them. */
final class SqliteFault {
  private static final int PRIMARY_CODE = 0xff;

  private SqliteFault() {}

  /**
   * Whether another connection may do what this one could not: it was opened when the file could
   * not be written, or too many files were open, or it does not know its own state any more.
   */
  static boolean isOfTheConnection(SQLException failure) {
    return switch (failure.getErrorCode() & PRIMARY_CODE) {
      case 13, 11, 26, 5, 6, 19, 9 ->
          false; // full, corrupt, no database, busy, constraint, stopped
      default -> true;
    };
  }

  static LedgerException of(SQLException failure, Path file) {
    return switch (failure.getErrorCode() & PRIMARY_CODE) {
      case 13 -> // SQLITE_FULL
          fault(
              LedgerException.Code.DISK_FULL,
              "the disk that holds " + file + " is full: free some space; nothing was changed",
              failure);
      case 11, 26 ->
          corrupt(
              file, String.valueOf(failure.getMessage()), failure); // SQLITE_CORRUPT, SQLITE_NOTADB
      case 5, 6 -> // SQLITE_BUSY, SQLITE_LOCKED
          fault(
              LedgerException.Code.BUSY,
              "another process holds the ledger "
                  + file
                  + ": end it, or use another state directory",
              failure);
      case 8 -> // SQLITE_READONLY
          fault(
              LedgerException.Code.FAILED,
              "the ledger " + file + " cannot be written: it is read-only",
              failure);
      case 14 -> // SQLITE_CANTOPEN
          fault(
              LedgerException.Code.FAILED,
              "cannot open the ledger " + file + ": its directory must exist and be writable",
              failure);
      default ->
          fault(
              LedgerException.Code.FAILED,
              "the ledger " + file + " failed: " + failure.getMessage(),
              failure);
    };
  }

  static LedgerException corrupt(Path file, String what, Throwable cause) {
    return fault(
        LedgerException.Code.CORRUPT,
        "the ledger "
            + file
            + " is damaged ("
            + what
            + "); it is left as it is. Copy it away with its -wal file, then"
            + " restore a backup, or rescue it with: sqlite3 "
            + file
            + " .recover | sqlite3 rescued.db",
        cause);
  }

  private static LedgerException fault(LedgerException.Code code, String message, Throwable cause) {
    return new LedgerException(code, message, cause);
  }
}
