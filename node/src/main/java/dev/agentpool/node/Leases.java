package dev.agentpool.node;

import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.attempt.Interruption;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.task.AttemptKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a node's right to act on what it runs, and ends that of nodes that are gone. */
final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private final NodeParts parts;
  private final Supplier<List<AttemptRun>> running;
  private final Supplier<List<AttemptKey>> waiting;
  private Duration sleptBefore = Duration.ZERO; // by the node's timer

  /**
   * @param waiting attempts of the daemon before that are not taken over yet
   */
  Leases(NodeParts parts, Supplier<List<AttemptRun>> running, Supplier<List<AttemptKey>> waiting) {
    this.parts = parts;
    this.running = running;
    this.waiting = waiting;
  }

  void renew() {
    Map<AttemptKey, AttemptRun> runs = new HashMap<>();
    running.get().forEach(run -> runs.put(run.attempt(), run));
    Set<AttemptKey> ours = new HashSet<>(waiting.get());
    ours.addAll(runs.keySet());
    if (ours.isEmpty()) {
      return;
    }
    try {
      for (AttemptKey lost :
          parts.ledger().renew(parts.id(), List.copyOf(ours), parts.timings().lease())) {
        AttemptRun run = runs.get(lost);
        if (run != null) {
          run.interrupt(Interruption.LEASE_LOST);
        }
      }
    } catch (LedgerException e) {
      LOG.warn("leases cannot be renewed: {}", e.getMessage());
    }
  }

  /**
   * What runs here is renewed first, and after a sleep of the machine others have time to do the
   * same: a lease that ran out while nobody could renew it says nothing of its node.
   */
  void expire() {
    renew();
    Duration slept = parts.awake().slept();
    if (!slept.equals(sleptBefore)) {
      sleptBefore = slept;
      return;
    }
    List<AttemptKey> expired = parts.ledger().expire();
    if (!expired.isEmpty()) {
      LOG.warn("leases ran out: {}", expired);
    }
  }
}
