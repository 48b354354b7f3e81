package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.UsageFilter;
import dev.agentpool.ledger.UsageReadings;
import dev.agentpool.ledger.books.UsageBook;
import dev.agentpool.ledger.codec.UsageCodec;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The snapshots of usage in SQL, for moves and for readings. */
final class SqlUsages implements UsageBook, UsageReadings {
  private static final String SELECT = "SELECT * FROM usage_snapshot";
  private final Statements sql;

  SqlUsages(Statements sql) {
    this.sql = sql;
  }

  @Override
  public void add(Usage usage, int keep) {
    String provider = Columns.storable(usage.provider());
    sql.update(
        "INSERT INTO usage_snapshot (provider, checked_at, status, confidence, content) VALUES (?,"
            + " ?, ?, ?, ?)",
        provider,
        Columns.micros(usage.checkedAt()),
        usage.status().wireName(),
        usage.confidence().wireName(),
        Columns.storable(UsageCodec.write(usage)));
    sql.update(
        "DELETE FROM usage_snapshot WHERE provider = ? AND n <= (SELECT n FROM usage_snapshot WHERE"
            + " provider = ? ORDER BY n DESC LIMIT 1 OFFSET ?)",
        provider,
        provider,
        keep);
  }

  @Override
  public Optional<Usage> usage(String provider) {
    return sql.first(
        SELECT + " WHERE provider = ? ORDER BY n DESC LIMIT 1",
        SqlUsages::read,
        Columns.storable(provider));
  }

  @Override
  public List<Usage> usages() {
    return sql.list(
        SELECT
            + " WHERE n IN (SELECT max(n) FROM usage_snapshot GROUP BY provider) ORDER BY"
            + " provider",
        SqlUsages::read);
  }

  @Override
  public List<Usage> usages(UsageFilter filter) {
    List<String> tests = new ArrayList<>();
    List<@Nullable Object> arguments = new ArrayList<>();
    if (filter.provider() != null) {
      tests.add("provider = ?");
      arguments.add(Columns.storable(filter.provider()));
    }
    if (filter.from() != null) {
      tests.add("checked_at >= ?");
      arguments.add(Columns.microsWithin(filter.from()));
    }
    if (filter.until() != null) {
      tests.add("checked_at < ?");
      arguments.add(Columns.microsWithin(filter.until()));
    }
    arguments.add(filter.limit());
    return sql.list(
        SELECT
            + (tests.isEmpty() ? "" : " WHERE " + String.join(" AND ", tests))
            + " ORDER BY n DESC LIMIT ?",
        SqlUsages::read,
        arguments.toArray());
  }

  private static Usage read(ResultSet row) throws SQLException {
    return UsageCodec.read(
        row.getString("provider"),
        UsageStatus.of(row.getString("status")).orElse(UsageStatus.UNKNOWN),
        Confidence.of(row.getString("confidence")),
        Columns.time(row, "checked_at"),
        row.getString("content"));
  }
}
