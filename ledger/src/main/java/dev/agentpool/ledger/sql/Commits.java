package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.Ledger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who want to hear of commits. A listener that throws is logged and keeps its place. Safe for
 * all threads.
 */
public final class Commits {
  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  private final List<Ledger.CommitListener> listeners = new CopyOnWriteArrayList<>();

  public AutoCloseable add(Ledger.CommitListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public void tell(long lastSequence) {
    for (Ledger.CommitListener listener : listeners) {
      try {
        listener.committed(lastSequence);
      } catch (RuntimeException broken) {
        LOG.warn("a listener of commits failed at entry {}", lastSequence, broken);
      }
    }
  }
}
