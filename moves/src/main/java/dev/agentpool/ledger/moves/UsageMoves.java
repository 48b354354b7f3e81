package dev.agentpool.ledger.moves;

import dev.agentpool.ledger.books.Books;
import dev.agentpool.usage.Usage;

/**
 * What was read of providers' usage. Lives inside one transaction.
 *
 * <p>It stands in no journal: a reading of somebody else's meter changes nothing here, and belongs
 * to no pool.
 */
final class UsageMoves {
  /** Of a provider: about a fortnight when it is looked at every ten minutes. */
  private static final int MOST_KEPT = 2_000;

  private final Books books;

  UsageMoves(Books books) {
    this.books = books;
  }

  Usage note(Usage usage) {
    books.usages().add(usage, MOST_KEPT);
    return usage;
  }
}
