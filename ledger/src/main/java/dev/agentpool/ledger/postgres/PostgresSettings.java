package dev.agentpool.ledger.postgres;

/**
 * Where the database is and as whom to connect.
 *
 * @param url for instance {@code jdbc:postgresql://host/agentpool}; {@code ?currentSchema=} chooses
 *     a schema that is there
 */
public record PostgresSettings(String url, String user, String password) {
  public PostgresSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "not a PostgreSQL address: " + url + " (expected jdbc:postgresql://host/database)");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
