package dev.agentpool.session;

import dev.agentpool.usage.Usage;
import java.time.Instant;

/** Asks a source what a provider has left. Thread-safe. */
public interface UsageProbe {
  /**
   * Asks now; takes some seconds, bounded by the source. What goes wrong is told in the snapshot:
   * nobody's silence is somebody's quota.
   *
   * @param spec how a session of the provider would be started: settings, directory, environment
   * @param now the snapshot's time
   */
  Usage read(SessionSpec spec, Instant now) throws InterruptedException;
}
