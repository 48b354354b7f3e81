package dev.agentpool.node.attempt;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.usage.Seen;
import dev.agentpool.usage.Usage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what sessions are told of their provider's limits, as snapshots of its usage. */
final class UsageWatch implements TurnListener {
  private static final Logger LOG = LoggerFactory.getLogger(UsageWatch.class);
  private final Ledger ledger;
  private final String provider;

  UsageWatch(Ledger ledger, String provider) {
    this.ledger = ledger;
    this.provider = provider;
  }

  @Override
  public void heard(AgentEvent event) {
    if (event instanceof AgentEvent.UsageSeen seen) {
      try {
        note(seen);
      } catch (LedgerException e) {
        LOG.warn("what {} has left cannot be kept: {}", provider, e.getMessage());
      }
    }
  }

  private void note(AgentEvent.UsageSeen seen) {
    Optional<Usage> before = ledger.usage(provider);
    Usage usage =
        Seen.of(provider, seen.source(), seen.windows(), seen.overage(), before, ledger.now());
    boolean says = usage.status().tells() && !seen.windows().isEmpty() || seen.overage();
    if (says && !Seen.isOld(usage, before)) {
      ledger.noteUsage(usage);
    }
  }
}
