package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a pool, or of one model in it, out of what {@link TaskFigures} keeps and the ends
 * of indexes: no more is read when there are more tasks. Only when the oldest task of a model was
 * submitted is looked for among those before it.
 */
final class KeptFigures {
  private static final String MODEL = " AND (used = ? OR configured = ?)";
  private final Statements sql;
  private final FigureFilter filter;

  KeptFigures(Statements sql, FigureFilter filter) {
    this.sql = sql;
    this.filter = filter;
  }

  Figures all() {
    List<Figures.Group> groups = groups();
    long timed =
        groups.stream().filter(Figures.Group::isDone).mapToLong(Figures.Group::timed).sum();
    return new Figures(groups, dearest(groups), times(timed), first(groups));
  }

  private Object[] arguments(Object... further) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(filter.pool().value());
    arguments.addAll(List.of(further));
    if (filter.model() != null) {
      arguments.add(Columns.storable(filter.model()));
      arguments.add(Columns.storable(filter.model()));
    }
    return arguments.toArray();
  }

  private String ofModel() {
    return filter.model() == null ? "" : MODEL;
  }

  private List<Figures.Group> groups() {
    return sql.list(
        "SELECT * FROM figure WHERE pool = ?" + ofModel() + " AND tasks > 0",
        KeptFigures::group,
        arguments());
  }

  private static Figures.Group group(ResultSet row) throws SQLException {
    return new Figures.Group(
        orNull(row.getString("used")),
        orNull(row.getString("configured")),
        TaskState.ofWireName(row.getString("state")),
        row.getLong("tasks"),
        Rows.money(row).cost(),
        row.getLong("timed"),
        row.getLong("millis"),
        row.getLong("turns"));
  }

  private static @Nullable String orNull(String model) {
    return model.isEmpty() ? null : model;
  }

  private record Models(@Nullable String used, @Nullable String configured) {}

  /** An unknown one counts with both its bounds: it may or may not be the dearest. */
  private Cost dearest(List<Figures.Group> groups) {
    Set<Models> all = new HashSet<>();
    groups.forEach(group -> all.add(new Models(group.model(), group.configured())));
    Money least = Money.ZERO;
    Money most = Money.ZERO;
    for (Models models : all) {
      least = least.max(highest("certain", "certain > 0", models));
      most = most.max(highest("booked + held", "unsure > 0", models));
    }
    return most.isMoreThan(least) ? new Cost.Unknown(least, most) : Cost.known(least);
  }

  private Money highest(String what, String among, Models models) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(filter.pool().value());
    String where =
        is("used", models.used(), arguments) + is("configured", models.configured(), arguments);
    return sql.first(
            "SELECT "
                + what
                + " AS highest FROM task WHERE pool = ? AND role = 'agent'"
                + where
                + " AND "
                + among
                + " ORDER BY "
                + what
                + " DESC LIMIT 1",
            row -> Columns.money(row, "highest"),
            arguments.toArray())
        .orElse(Money.ZERO);
  }

  private static String is(String column, @Nullable String value, List<Object> arguments) {
    if (value == null) {
      return " AND " + column + " IS NULL";
    }
    arguments.add(value);
    return " AND " + column + " = ?";
  }

  private Figures.Times times(long timed) {
    if (timed == 0) {
      return Figures.Times.NONE;
    }
    Place middle = at((timed - 1) / 2);
    long after = timed % 2 == 1 || middle.more() ? middle.millis() : at(timed / 2).millis();
    return new Figures.Times((middle.millis() + after) / 2.0, end(" DESC"), end(""));
  }

  /** The longest or the shortest time; looked for from the coarsest level down. */
  private long end(String order) {
    long bucket = 0;
    for (int level = TimeLevels.COUNT - 1; level >= 0; level--) {
      bucket =
          sql.first(
                  "SELECT bucket FROM figure_time WHERE pool = ? AND level = ? AND bucket BETWEEN ?"
                      + " AND ? AND tasks > 0"
                      + ofModel()
                      + " ORDER BY bucket"
                      + order
                      + " LIMIT 1",
                  row -> row.getLong("bucket"),
                  arguments(level, first(level, bucket), last(level, bucket)))
              .orElse(0L);
    }
    return bucket;
  }

  /** The first bucket of a level within one of the next coarser level. */
  private static long first(int level, long coarser) {
    return level == TimeLevels.COUNT - 1 ? 0 : coarser * TimeLevels.WIDTH;
  }

  private static long last(int level, long coarser) {
    return level == TimeLevels.COUNT - 1
        ? Long.MAX_VALUE
        : coarser * TimeLevels.WIDTH + TimeLevels.WIDTH - 1;
  }

  /**
   * A time among all, in their order.
   *
   * @param more whether the next one is as long
   */
  private record Place(long millis, boolean more) {}

  /** The time that has so many before it; looked for from the coarsest level down. */
  private Place at(long rank) {
    long before = rank;
    long[] found = {0, 0};
    for (int level = TimeLevels.COUNT - 1; level >= 0; level--) {
      for (long[] one : buckets(level, first(level, found[0]), last(level, found[0]))) {
        found = one;
        if (before < one[1]) {
          break;
        }
        before -= one[1];
      }
    }
    return new Place(found[0], before + 1 < found[1]);
  }

  private List<long[]> buckets(int level, long from, long to) {
    return sql.list(
        "SELECT bucket, SUM(tasks) AS tasks FROM figure_time WHERE pool = ? AND level = ? AND"
            + " bucket BETWEEN ? AND ?"
            + ofModel()
            + " GROUP BY bucket ORDER BY bucket",
        row -> new long[] {row.getLong("bucket"), row.getLong("tasks")},
        arguments(level, from, to));
  }

  /** Tasks are numbered as they come. */
  private @Nullable Instant first(List<Figures.Group> groups) {
    if (filter.model() == null) {
      return oldest("role = 'agent'", "n").orElse(null);
    }
    Set<TaskState> open = EnumSet.noneOf(TaskState.class);
    groups.forEach(group -> open.add(group.state()));
    boolean ended = open.removeAll(WalkedFigures.ENDED_STATES);
    List<Instant> first = new ArrayList<>();
    if (ended) {
      oldest("role = 'agent' AND " + WalkedFigures.ENDED, "created_at").ifPresent(first::add);
    }
    for (TaskState state : open) {
      oldest("role = 'agent' AND state = '" + state.wireName() + "'", "n").ifPresent(first::add);
    }
    return first.stream().min(Comparator.naturalOrder()).orElse(null);
  }

  private Optional<Instant> oldest(String which, String order) {
    return sql.first(
        "SELECT created_at FROM task WHERE pool = ? AND "
            + which
            + ofModel()
            + " ORDER BY "
            + order
            + " LIMIT 1",
        row -> Columns.time(row, "created_at"),
        arguments());
  }
}
