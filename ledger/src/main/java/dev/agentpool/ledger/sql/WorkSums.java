package dev.agentpool.ledger.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the moves of a transaction change of the sums over attempts by quarters of an hour: gathered
 * and written once.
 */
final class WorkSums {
  /** The columns that are added up, in the order of {@link Share#figures}. */
  static final List<String> COLUMNS =
      List.of(
          "attempts",
          "completed",
          "uncounted",
          "tokens_used",
          "tokens_input",
          "tokens_output",
          "tokens_cache_read",
          "tokens_cache_creation",
          "certain",
          "booked",
          "unsure",
          "turns",
          "elapsed");

  private static final String INSERT = insert();

  /**
   * Where an attempt counts, and with what.
   *
   * @param quarter quarters of an hour since 1970
   * @param provider empty when nobody told, as the model
   */
  record Share(Key key, long[] figures) {}

  record Key(long quarter, String pool, String provider, String model) {}

  private final Map<Key, long[]> sums = new HashMap<>();

  /**
   * @param by 1 for what counts now, -1 for what counted before
   */
  void count(Share share, int by) {
    long[] sum = sums.computeIfAbsent(share.key(), _ -> new long[COLUMNS.size()]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += by * share.figures()[i];
    }
  }

  void add(WorkSums other) {
    other.sums.forEach((key, figures) -> count(new Share(key, figures), 1));
  }

  void write(Statements sql) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    sums.forEach((key, sum) -> {
      if (Arrays.stream(sum).anyMatch(figure -> figure != 0)) {
        List<@Nullable Object> row =
            new ArrayList<>(List.of(key.quarter(), key.pool(), key.provider(), key.model()));
        Arrays.stream(sum).forEach(row::add);
        rows.add(row.toArray());
      }
    });
    if (!rows.isEmpty()) {
      sql.updateAll(INSERT, rows);
    }
  }

  private static String insert() {
    List<String> changes =
        COLUMNS.stream()
            .map(column -> column + " = worked." + column + " + excluded." + column)
            .toList();
    return "INSERT INTO worked (quarter, pool, provider, model, "
        + String.join(", ", COLUMNS)
        + ") VALUES ("
        + Statements.places(4 + COLUMNS.size())
        + ") ON CONFLICT (quarter, pool, provider, model) DO UPDATE SET "
        + String.join(", ", changes);
  }
}
