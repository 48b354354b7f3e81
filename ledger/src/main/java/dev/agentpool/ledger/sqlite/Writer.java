package dev.agentpool.ledger.sqlite;

import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.moves.SteadyClock;
import dev.agentpool.ledger.sql.Commits;
import dev.agentpool.ledger.sql.Head;
import dev.agentpool.ledger.sql.SqlFailure;
import dev.agentpool.ledger.sql.SqlTransaction;
import dev.agentpool.ledger.sql.Statements;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes, with group commit: whatever has queued up while the last commit
 * reached the disk goes into the next transaction together, and all callers are told when that one
 * commit is durable. When one of them fails, all are rolled back, and each is tried alone.
 *
 * <p>INVARIANT: a caller is told of success only after the commit that holds its move.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int MOST_A_BATCH = 512;

  private final SqliteFile source;
  private final Path file;
  private Connection connection; // on the writer thread only, once it runs
  private Statements statements; // the same
  private final SteadyClock clock;
  private final Commits commits;
  private final BlockingQueue<PendingMove<?>> queue = new LinkedBlockingQueue<>();
  private final PendingMove<Boolean> stop = new PendingMove<>(_ -> true);
  private final ReentrantLock door = new ReentrantLock();
  private boolean closed; // guarded by door
  private final Thread thread;
  private long lastTold; // on the writer thread only

  /** The connection is this one's from now on: it is replaced when it is of no use any more. */
  Writer(
      SqliteFile source,
      Connection connection,
      SteadyClock clock,
      long lastSequence,
      Commits commits) {
    this.source = source;
    this.file = source.path();
    this.connection = connection;
    this.clock = clock;
    this.commits = commits;
    statements = new Statements(connection);
    lastTold = lastSequence;
    thread = Thread.ofPlatform().name("ledger-writer").daemon(true).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  <T> T write(Function<Books, T> move) {
    return writeEach(List.of(move)).getFirst();
  }

  /** Returns or throws when all of them have ended. */
  <T> List<T> writeEach(List<Function<Books, T>> moves) {
    List<PendingMove<T>> pending = moves.stream().map(PendingMove::new).toList();
    enqueue(pending);
    pending.forEach(PendingMove::awaitEnd);
    return pending.stream().map(PendingMove::await).toList();
  }

  private void enqueue(List<? extends PendingMove<?>> pending) {
    door.lock();
    try {
      if (closed) {
        throw new LedgerException(LedgerException.Code.CLOSED, "the ledger " + file + " is closed");
      }
      queue.addAll(pending);
    } finally {
      door.unlock();
    }
  }

  /** Ends after every move that was accepted. */
  void close() {
    door.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(stop);
    } finally {
      door.unlock();
    }
    stop.await();
  }

  private void work() {
    List<PendingMove<?>> batch = new ArrayList<>();
    boolean stopping = false;
    while (!stopping) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException _) {
        continue; // nobody but close() ends this thread
      }
      queue.drainTo(batch, MOST_A_BATCH - 1);
      stopping = batch.remove(stop);
      if (!batch.isEmpty()) {
        commit(batch);
      }
    }
    stop.end();
  }

  /** After {@link #close}, and after all readers': the last one to close writes the -wal back. */
  void closeConnection() {
    statements.close();
    try {
      connection.close();
    } catch (SQLException closing) {
      LOG.warn("closing the ledger {}: {}", file, closing.getMessage());
    }
  }

  /**
   * A connection that cannot write stays so also when the file can be written again: it is
   * replaced. False when there is no other one.
   */
  private boolean reopened() {
    try {
      Connection fresh = source.openWriter();
      closeConnection();
      connection = fresh;
      statements = new Statements(fresh);
      return true;
    } catch (SQLException none) {
      LOG.warn("the ledger {} cannot be opened again: {}", file, none.getMessage());
      return false;
    }
  }

  private void commit(List<PendingMove<?>> batch) {
    commit(batch, true);
  }

  private void commit(List<PendingMove<?>> batch, boolean mayReopen) {
    long last = lastTold;
    try {
      last = runAll(batch);
    } catch (SqlFailure failure) {
      rollBack();
      SQLException sql = failure.sql();
      if (mayReopen && SqliteFault.isOfTheConnection(sql) && reopened()) {
        commit(batch, false);
        return;
      }
      if (batch.size() > 1) {
        commitAlone(batch, mayReopen);
        return;
      }
      batch.getFirst().fail(SqliteFault.of(sql, file));
    } catch (BrokenMove broken) {
      rollBack();
      if (batch.size() > 1) {
        commitAlone(batch, mayReopen);
        return;
      }
      batch.getFirst().fail(broken.why);
    } catch (RuntimeException | Error defect) {
      rollBack();
      RuntimeException why = new IllegalStateException("the ledger's writer failed", defect);
      batch.forEach(move -> move.fail(why));
    }
    batch.forEach(PendingMove::end);
    if (last > lastTold) {
      lastTold = last;
      commits.tell(last);
    }
  }

  /** One of them met a failure, and the others have lost their work with it. */
  private void commitAlone(List<PendingMove<?>> batch, boolean mayReopen) {
    for (PendingMove<?> alone : batch) {
      commit(List.of(alone), mayReopen);
    }
  }

  private long runAll(List<PendingMove<?>> batch) {
    statements.update("BEGIN IMMEDIATE");
    SqlTransaction transaction = new SqlTransaction(statements, Head.read(statements, ""));
    for (PendingMove<?> move : batch) {
      try {
        move.run(transaction, clock.now());
      } catch (SqlFailure failure) {
        throw failure;
      } catch (RuntimeException defect) {
        throw new BrokenMove(defect);
      }
    }
    long last = transaction.write();
    statements.update("COMMIT");
    return last;
  }

  /** A move threw, which none should. */
  private static final class BrokenMove extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final RuntimeException why;

    BrokenMove(RuntimeException why) {
      super(why);
      this.why = why;
    }
  }

  private void rollBack() {
    try {
      statements.update("ROLLBACK");
    } catch (SqlFailure already) {
      // SQLite rolls back by itself after some failures (a full disk): then there is none to roll
      // back.
    }
  }
}
