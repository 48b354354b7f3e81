package dev.agentpool.api;

import dev.agentpool.answer.UsageSnapshots;
import dev.agentpool.answer.UsageSummary;

/**
 * What providers have left (spec control-plane 16): remembered, or asked now. Whoever is asked now
 * may take some seconds; one who does not answer within a minute is unknown.
 *
 * {@snippet :
 * pool.usage().refreshed("scripted");
 * System.out.println(pool.usage().remembered().snapshots().size() + " snapshots");
 * }
 */
public interface Usages {
  /** The newest that is known of each provider. */
  UsageSnapshots remembered();

  /** Asks one provider, by its id such as {@code claude-code}. */
  UsageSnapshots refreshed(String providerId);

  /** Which providers can be given work, by what is remembered. */
  UsageSummary summary();

  /** The same; all are asked now. */
  UsageSummary refreshedSummary();
}
