package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.postgres.PostgresLedger;
import dev.agentpool.ledger.postgres.PostgresSettings;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import java.time.Clock;
import java.util.Map;

/**
 * Which ledger a daemon keeps: its own file, or a PostgreSQL database that several daemons share.
 */
final class Ledgers {
  private Ledgers() {}

  /**
   * PostgreSQL when {@code AGENTPOOL_LEDGER_URL} names one ({@code jdbc:postgresql://…}), else the
   * SQLite file.
   */
  static Ledger open(Home home, Map<String, String> environment, Clock clock) {
    String url = environment.get("AGENTPOOL_LEDGER_URL");
    if (url == null || url.isBlank()) {
      return SqliteLedger.open(home.ledger(), clock);
    }
    return PostgresLedger.open(
        new PostgresSettings(
            url,
            environment.getOrDefault("AGENTPOOL_LEDGER_USER", "agentpool"),
            environment.getOrDefault("AGENTPOOL_LEDGER_PASSWORD", "")));
  }
}
