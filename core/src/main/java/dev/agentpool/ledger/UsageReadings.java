package dev.agentpool.ledger;

import dev.agentpool.usage.Usage;
import java.util.List;
import java.util.Optional;

/** What the ledger tells of providers' usage. */
public interface UsageReadings {
  /** The newest snapshot of a provider. */
  Optional<Usage> usage(String provider);

  /** The newest of each provider, by its name. */
  List<Usage> usages();

  /** Snapshots as the filter says, newest first. */
  List<Usage> usages(UsageFilter filter);
}
