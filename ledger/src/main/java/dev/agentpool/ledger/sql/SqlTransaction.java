package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.Books;
import java.time.Instant;
import java.util.function.Function;

/**
 * The moves of one transaction: each sees what those before it did. Where the ledger has come to,
 * and the counts and sums that are kept, change with every move, so they are gathered and written
 * once, by {@link #write}. The storage begins and commits; not thread-safe.
 */
public final class SqlTransaction {
  private final Statements sql;
  private final Head before;
  private final TaskCounts counts = new TaskCounts();
  private final FigureSums figures = new FigureSums();
  private final WorkSums works = new WorkSums();
  private Head head;

  /**
   * @param head as read, and locked, in this transaction
   */
  public SqlTransaction(Statements sql, Head head) {
    this.sql = sql;
    this.before = head;
    this.head = head;
  }

  /**
   * Runs one move; when it throws, nothing of it is gathered, and what it wrote is the caller's to
   * roll back.
   *
   * @param clock the time; the ledger's own never goes back
   */
  public <T> T run(Instant clock, Function<Books, T> move) {
    Instant now = clock.isBefore(head.at()) ? head.at() : clock;
    SqlBooks books = new SqlBooks(sql, head, now, counts);
    T value = move.apply(books);
    head = books.finish(counts, figures, works);
    return value;
  }

  /** Before the commit; returns the sequence number of the last entry. */
  public long write() {
    counts.write(sql);
    figures.write(sql);
    works.write(sql);
    if (head.sequence() > before.sequence()) {
      head.write(sql);
    }
    return head.sequence();
  }
}
