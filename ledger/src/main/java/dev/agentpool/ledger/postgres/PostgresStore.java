package dev.agentpool.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
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
import dev.agentpool.ledger.sql.SqlTransaction;
import dev.agentpool.ledger.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on PostgreSQL. A move first locks the head row and holds it to its commit: the
 * journal's numbers have no gap, so moves are serial anyway, and with one lock taken first there is
 * no deadlock and no need to skip locked tasks. Readings see one snapshot and wait for nobody.
 */
final class PostgresStore implements Storage {
  private static final long MIGRATION_LOCK = 0x6167656e74706f6fL;
  private static final int CONNECTIONS = 8;
  private static final int CONNECT_MILLIS = 10_000;

  private final PostgresSettings where;
  private final HikariDataSource source;
  private final PostgresTime time;
  private final Commits commits = new Commits();
  private final Announcer announcer;
  private final NotificationThread notifications;
  private final AtomicReference<Instant> lastNow;

  private PostgresStore(
      PostgresSettings where, HikariDataSource source, PostgresTime time, Head head) {
    this.where = where;
    this.source = source;
    this.time = time;
    lastNow = new AtomicReference<>(head.at());
    announcer = new Announcer(commits, head.sequence());
    notifications = new NotificationThread(where, announcer);
    notifications.start();
  }

  /**
   * @param clock a test's clock; null for the database's
   */
  static PostgresStore open(PostgresSettings where, @Nullable Clock clock) {
    HikariDataSource source = connect(where);
    try {
      Head head = migrated(source, where);
      PostgresTime time =
          clock == null
              ? PostgresTime.DATABASE
              : PostgresTime.of(SteadyClock.over(clock, head.at()));
      return new PostgresStore(where, source, time, head);
    } catch (RuntimeException failure) {
      source.close();
      throw failure;
    }
  }

  private static HikariDataSource connect(PostgresSettings where) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger");
    config.setJdbcUrl(where.url());
    config.setUsername(where.user());
    config.setPassword(where.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException unreachable) {
      throw new LedgerException(
          LedgerException.Code.UNREACHABLE,
          "the database " + where + " cannot be reached: " + unreachable.getMessage(),
          unreachable);
    }
  }

  private static Head migrated(HikariDataSource source, PostgresSettings where) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        Statements statements = new Statements(connection)) {
      statement.execute("SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
      new Migrations(PostgresStore.class).run(connection, where.toString());
      connection.commit();
      Head head = Head.read(statements, "");
      connection.commit();
      return head;
    } catch (SQLException failure) {
      throw PostgresFault.of(failure, where);
    }
  }

  @Override
  public <T> T write(Function<Books, T> move) {
    return writeEach(List.of(move)).getFirst();
  }

  /** In one transaction. */
  @Override
  public <T> List<T> writeEach(List<Function<Books, T>> moves) {
    try (Connection connection = source.getConnection();
        Statements statements = new Statements(connection)) {
      try {
        Head head = Head.read(statements, " FOR UPDATE");
        SqlTransaction transaction = new SqlTransaction(statements, head);
        Instant now = time.now(statements);
        List<T> values = moves.stream().map(move -> transaction.run(now, move)).toList();
        long last = transaction.write();
        if (last > head.sequence()) {
          statements.exists("SELECT pg_notify(?, '')", NotificationThread.CHANNEL);
        }
        connection.commit();
        if (last > head.sequence()) {
          announcer.announce(last);
        }
        return values;
      } catch (SQLException | RuntimeException failure) {
        rollBack(connection, failure);
        throw failure;
      }
    } catch (SQLException failure) {
      throw fault(failure);
    } catch (SqlFailure failure) {
      throw fault(failure.sql());
    }
  }

  @Override
  public <T> T read(Function<Snapshot, T> reading) {
    return readSql(sql -> reading.apply(new SqlSnapshot(sql, () -> time.now(sql))));
  }

  private <T> T readSql(Function<Statements, T> reading) {
    try (Connection connection = source.getConnection();
        Statements statements = new Statements(connection)) {
      try {
        statements.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        T value = reading.apply(statements);
        connection.commit();
        return value;
      } catch (SQLException | RuntimeException failure) {
        rollBack(connection, failure);
        throw failure;
      }
    } catch (SQLException failure) {
      throw fault(failure);
    } catch (SqlFailure failure) {
      throw fault(failure.sql());
    }
  }

  private static void rollBack(Connection connection, Exception why) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      why.addSuppressed(broken);
    }
  }

  private LedgerException fault(SQLException failure) {
    return source.isClosed()
        ? new LedgerException(
            LedgerException.Code.CLOSED, "the ledger " + where + " is closed", failure)
        : PostgresFault.of(failure, where);
  }

  @Override
  public AutoCloseable onCommit(Ledger.CommitListener listener) {
    return commits.add(listener);
  }

  @Override
  public Instant now() {
    Instant now = readSql(time::now);
    return lastNow.accumulateAndGet(now, (last, next) -> next.isAfter(last) ? next : last);
  }

  @Override
  public void close() {
    notifications.close();
    announcer.close();
    source.close();
  }
}
