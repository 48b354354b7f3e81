package dev.agentpool.ledger;

import dev.agentpool.journal.JournalEntry;
import java.util.List;

/** What the ledger tells of its changes. */
public interface JournalReadings {
  /** Entries after the sequence number, oldest first. */
  List<JournalEntry> journal(long after, int limit);

  long lastSequence();
}
