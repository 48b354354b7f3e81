package dev.agentpool.ledger.sql;

import java.sql.SQLException;

/** Carries an SQLException out of a move to the store, which makes a LedgerException of it. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final SQLException sql;

  public SqlFailure(SQLException sql) {
    super(sql);
    this.sql = sql;
  }

  public SQLException sql() {
    return sql;
  }
}
