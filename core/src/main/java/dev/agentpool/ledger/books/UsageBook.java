package dev.agentpool.ledger.books;

import dev.agentpool.usage.Usage;

/** What providers had left, a history for each. */
public interface UsageBook {
  /**
   * Adds one behind the others of its provider.
   *
   * @param keep how many of that provider stay, newest first
   */
  void add(Usage usage, int keep);
}
