package dev.agentpool.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements of one connection, each prepared once. Arguments are texts, numbers and
 * null; failures are {@link SqlFailure}. Not thread-safe.
 */
public final class Statements implements AutoCloseable {
  private static final int MOST_KEPT = 200;
  private static final int IDS_A_QUERY = 500;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  public Statements(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public Connection connection() {
    return connection;
  }

  public int update(String sql, @Nullable Object... arguments) {
    try {
      return bound(sql, arguments).executeUpdate();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /** Runs one statement for each of many argument rows. */
  public void updateAll(String sql, List<@Nullable Object[]> rows) {
    try {
      PreparedStatement statement = bound(sql);
      for (@Nullable Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      List<T> list = new ArrayList<>();
      while (rows.next()) {
        list.add(reader.read(rows));
      }
      return list;
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  public boolean exists(String sql, @Nullable Object... arguments) {
    return first(sql, row -> true, arguments).isPresent();
  }

  /** As many places for arguments, for what stands between the brackets of an IN. */
  static String places(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** So many at a time as fit into one statement. */
  static <T> List<List<T>> portions(List<T> all) {
    List<List<T>> portions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += IDS_A_QUERY) {
      portions.add(all.subList(from, Math.min(from + IDS_A_QUERY, all.size())));
    }
    return portions;
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      if (prepared.size() >= MOST_KEPT) {
        close();
      }
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    bind(statement, arguments);
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case null -> statement.setObject(i + 1, null);
        case String text -> statement.setString(i + 1, text);
        case Boolean flag -> statement.setLong(i + 1, flag ? 1 : 0);
        case Number number -> statement.setLong(i + 1, number.longValue());
        case Object other ->
            throw new IllegalArgumentException("not an SQL argument: " + other.getClass());
      }
    }
  }

  @Override
  public void close() {
    for (PreparedStatement statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException closing) {
        // The connection is closed or given up next; there is nothing else to free.
      }
    }
    prepared.clear();
  }
}
