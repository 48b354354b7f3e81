package dev.agentpool.ledger.postgres;

import dev.agentpool.ledger.LedgerException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What PostgreSQL's states mean, with what to do about them. */
final class PostgresFault {
  private PostgresFault() {}

  static LedgerException of(SQLException failure, PostgresSettings where) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P")) {
      return fault(
          LedgerException.Code.UNREACHABLE,
          "the database "
              + where
              + " cannot be reached ("
              + failure.getMessage()
              + "); if the connection broke in the middle of a commit, look whether the change is there before asking again",
          failure);
    }
    return switch (state) {
      case "53100" ->
          fault(
              LedgerException.Code.DISK_FULL,
              "the disk of the database " + where + " is full: free some space",
              failure);
      case "XX001", "XX002" ->
          fault(
              LedgerException.Code.CORRUPT,
              "the database " + where + " is damaged: " + failure.getMessage(),
              failure);
      case "55P03", "40001", "40P01" ->
          fault(
              LedgerException.Code.BUSY,
              "the database " + where + " is busy: " + failure.getMessage(),
              failure);
      default ->
          fault(
              LedgerException.Code.FAILED,
              "the database " + where + " failed: " + failure.getMessage(),
              failure);
    };
  }

  private static LedgerException fault(LedgerException.Code code, String message, Throwable cause) {
    return new LedgerException(code, message, cause);
  }
}
