package dev.agentpool.ledger.books;

/**
 * Where a task stands in its pool's queue. Kept beside the task so that a claim reads only tasks
 * that it may take.
 */
public enum Place {
  /** Not pending. */
  NOWHERE,
  /** Pending, due, and its lane is free. */
  READY,
  /** Pending, its lane is free, but not due yet. */
  DELAYED,
  /** Pending, its lane is free, but its pool has no money for it. */
  UNPAID,
  /** Pending behind an older pending or a running task of its lane. */
  HELD
}
