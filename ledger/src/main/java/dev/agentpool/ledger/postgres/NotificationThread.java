package dev.agentpool.ledger.postgres;

import dev.agentpool.ledger.sql.Head;
import dev.agentpool.ledger.sql.SqlFailure;
import dev.agentpool.ledger.sql.Statements;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for the commits of other nodes on a connection of its own. A notification is a hint: the
 * head is read each time, also after a connection was lost and made again, so that none that was
 * missed matters.
 */
final class NotificationThread {
  static final String CHANNEL = "agentpool_journal";
  private static final Logger LOG = LoggerFactory.getLogger(NotificationThread.class);
  private static final int WAIT_MILLIS = 10_000;
  private static final int RETRY_SECONDS = 2;

  private final PostgresSettings where;
  private final Announcer announcer;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  NotificationThread(PostgresSettings where, Announcer announcer) {
    this.where = where;
    this.announcer = announcer;
  }

  void start() {
    Thread.ofPlatform().name("ledger-listen").daemon(true).start(this::work);
  }

  private void work() {
    boolean ended = false;
    while (!ended) {
      try (Connection opened =
          DriverManager.getConnection(where.url(), where.user(), where.password())) {
        connection = opened;
        listen(opened);
      } catch (SQLException | SqlFailure failure) {
        if (!isClosed()) {
          LOG.warn(
              "lost the notifications of {}; again in {} s: {}",
              where,
              RETRY_SECONDS,
              failure.getMessage());
        }
      }
      ended = waitToRetry();
    }
  }

  private void listen(Connection opened) throws SQLException {
    try (Statement statement = opened.createStatement();
        Statements statements = new Statements(opened)) {
      statement.execute("LISTEN " + CHANNEL);
      PGConnection notifying = opened.unwrap(PGConnection.class);
      while (!isClosed()) {
        announcer.announce(Head.read(statements, "").sequence());
        notifying.getNotifications(WAIT_MILLIS);
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** True when there is nothing to retry because this was closed. */
  private boolean waitToRetry() {
    try {
      return closed.await(RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return isClosed();
    }
  }

  /** Closing the connection wakes the thread from its wait. */
  void close() {
    closed.countDown();
    Connection open = connection;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException closing) {
        LOG.debug("closing the listening connection", closing);
      }
    }
  }
}
