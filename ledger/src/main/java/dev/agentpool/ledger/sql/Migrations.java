package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a database to the newest schema: plain files {@code 0001.sql}, {@code 0002.sql}, ...
 * beside the dialect's class, each applied once. The caller holds a transaction and commits it. A
 * database of a newer agentpool is refused, untouched.
 */
public final class Migrations {
  private final Class<?> beside;

  /**
   * @param beside a class in the package whose resource folder holds the files
   */
  public Migrations(Class<?> beside) {
    this.beside = beside;
  }

  public void run(Connection connection, String database) throws SQLException {
    List<String> scripts = scripts();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)");
      int version = version(statement);
      if (version > scripts.size()) {
        throw new LedgerException(
            LedgerException.Code.TOO_NEW,
            "the ledger "
                + database
                + " has schema "
                + version
                + ", written by a newer agentpool; this one knows "
                + scripts.size()
                + ": use the newer agentpool, or another state directory (AGENT_POOL_HOME)");
      }
      for (int next = version + 1; next <= scripts.size(); next++) {
        for (String command : scripts.get(next - 1).split(";\\s*\n")) {
          if (!command.isBlank()) {
            statement.execute(command);
          }
        }
        statement.execute("INSERT INTO schema_version (version) VALUES (" + next + ")");
      }
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private List<String> scripts() {
    List<String> scripts = new ArrayList<>();
    while (true) {
      String name = String.format("%04d.sql", scripts.size() + 1);
      try (InputStream script = beside.getResourceAsStream(name)) {
        if (script == null) {
          return scripts;
        }
        scripts.add(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new LedgerException(
            LedgerException.Code.FAILED, "cannot read the migration " + name, unreadable);
      }
    }
  }
}
