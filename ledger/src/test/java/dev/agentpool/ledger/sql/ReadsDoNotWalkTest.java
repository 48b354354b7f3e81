package dev.agentpool.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.books.Snapshot;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No list, count, figure or view of a chain reads a table from end to end: what SQLite plans for
 * each of its statements is looked at.
 */
class ReadsDoNotWalkTest {
  private static final PoolId POOL = Past.POOL;
  private static final List<TaskId> IDS =
      List.of(new TaskId("task-1"), new TaskId("chain-2"), new TaskId("task-3"));
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeLedger() {
    file = folder.resolve("ledger.db");
    Past.fill(file, 6, 1);
  }

  /** Every line of the plans of all statements that a reading prepares. */
  private List<String> plans(Consumer<Snapshot> reading) throws Exception {
    List<String> plans = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      List<String> asked = new ArrayList<>();
      Connection watched =
          (Connection)
              Proxy.newProxyInstance(
                  Connection.class.getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                      asked.add((String) arguments[0]);
                    }
                    try {
                      return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
      try (Statements statements = new Statements(watched)) {
        reading.accept(new SqlSnapshot(statements, Instant::now));
      }
      for (String sql : asked) {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
            ResultSet rows = explain.executeQuery()) {
          while (rows.next()) {
            plans.add(rows.getString("detail"));
          }
        }
      }
    }
    assertThat(plans).isNotEmpty();
    return plans;
  }

  private void doesNotWalk(Consumer<Snapshot> reading) throws Exception {
    assertThat(plans(reading))
        .noneMatch(line -> line.startsWith("SCAN") && !line.matches("SCAN (\\(|part_|CONSTANT).*"));
  }

  /** There are tasks in the ledger: of none, nothing more would be asked. */
  @Test
  void figuresAreKeptAndTheirExtremesAreTheEndsOfIndexes() throws Exception {
    assertThat(plans(at -> at.figures().figures(FigureFilter.all(POOL))))
        .contains(
            "SEARCH figure USING PRIMARY KEY (pool=?)",
            "SEARCH figure_time USING PRIMARY KEY (pool=? AND level=? AND bucket>? AND bucket<?)",
            "SEARCH task USING INDEX task_pool (pool=?)")
        .anyMatch(
            line -> line.contains("task_certain (pool=? AND role=? AND used=? AND configured"))
        .anyMatch(line -> line.contains("task_unsure (pool=? AND role=? AND used=? AND configured"))
        .noneMatch(line -> line.startsWith("SCAN") || line.contains("TEMP B-TREE"));
    assertThat(
            plans(
                at -> at.figures().figures(new FigureFilter(POOL, null, null, List.of(), "opus"))))
        .anyMatch(line -> line.contains("task_ended (pool=? AND role=?)"))
        .noneMatch(line -> line.startsWith("SCAN") || line.contains("TEMP B-TREE"));
  }

  @Test
  void figuresOfATimeReadAnIndexThatHoldsAllTheyNeedOfTheTasksThatEndedInIt() throws Exception {
    assertThat(
            plans(at ->
                at.figures()
                    .figures(
                        new FigureFilter(
                            POOL, Instant.EPOCH, Instant.MAX.minusSeconds(1), List.of(), "opus"))))
        .anyMatch(line ->
            line.startsWith(
                "SEARCH task USING COVERING INDEX task_ended (pool=? AND role=? AND created_at>?"
                    + " AND created_at<?)"))
        .noneMatch(line -> line.startsWith("SCAN"));
  }

  @Test
  void costsOfTasksAndPlansAreLookedUp() throws Exception {
    doesNotWalk(at -> at.figures().costs(IDS));
    doesNotWalk(at -> at.plans().stepCounts(IDS));
  }

  @Test
  void pagesAndCountsOfTasksReadNoMoreThanTheyTell() throws Exception {
    doesNotWalk(
        at -> at.tasks().tasks(new TaskFilter(POOL, Set.of(), List.of(), null, null, 50, 0)));
    doesNotWalk(at ->
        at.tasks()
            .tasks(
                new TaskFilter(
                    POOL,
                    Set.of(TaskState.FAILED, TaskState.CANCELLED),
                    List.of(),
                    null,
                    null,
                    50,
                    0)));
    doesNotWalk(
        at -> at.tasks().count(new TaskFilter(POOL, Set.of(), List.of(), "slot-1", null, 50, 0)));
    doesNotWalk(
        at -> at.tasks().count(new TaskFilter(POOL, Set.of(), List.of("t"), null, null, 50, 0)));
    doesNotWalk(at -> at.pools().counts(POOL));
  }

  private static TaskFilter filter(Set<TaskState> states, @Nullable String slot, String... tags) {
    return new TaskFilter(POOL, states, List.of(tags), slot, null, 50, 100);
  }

  /** From the end of an index that has them in order: nothing is read to be sorted but the page. */
  @Test
  void aPageOfATagOrASlotIsTheEndOfAnIndex() throws Exception {
    assertThat(plans(at -> at.tasks().tasks(filter(Set.of(), null, "t"))))
        .anyMatch(line -> line.matches("SEARCH g USING PRIMARY KEY \\(tag=\\? AND pool=\\?\\)"))
        .filteredOn(line -> line.contains("TEMP B-TREE"))
        .isEmpty();
    assertThat(plans(at -> at.tasks().tasks(filter(Set.of(TaskState.FAILED), null, "t", "u"))))
        .filteredOn(line -> line.startsWith("SEARCH g USING PRIMARY KEY (tag=? AND pool=?)"))
        .hasSize(2);
    assertThat(plans(at -> at.tasks().tasks(filter(Set.of(), "slot-1"))))
        .anyMatch(line -> line.contains("USING INDEX task_slot (pool=? AND slot=?)"));
  }

  @Test
  void aCountOfAStateATagOrASlotIsKept() throws Exception {
    for (TaskFilter filter :
        List.of(
            filter(Set.of(TaskState.FAILED, TaskState.RUNNING), null),
            filter(Set.of(), null, "t"),
            filter(Set.of(TaskState.FAILED), "slot-1"))) {
      assertThat(plans(at -> at.tasks().count(filter)))
          .allMatch(line ->
              line.startsWith(
                  "SEARCH task_tally USING PRIMARY KEY (facet=? AND value=? AND pool="));
    }
  }

  @Test
  void chainsAreListedAndShownOutOfTheirOwnIndexes() throws Exception {
    doesNotWalk(at -> at.plans().parents(POOL, 50, 0));
    doesNotWalk(at -> at.plans().parentCount(POOL));
    doesNotWalk(at -> at.plans().steps(IDS));
    doesNotWalk(at -> at.plans().dependencies(IDS));
  }

  @Test
  void whatAStatusTellsIsLookedUp() throws Exception {
    doesNotWalk(at -> at.accounts().ownAccounts(POOL));
    doesNotWalk(at -> at.figures().slotTotals(POOL));
  }

  @Test
  void howTasksStandInTheQueueIsLookedUp() throws Exception {
    doesNotWalk(at -> at.tasks().queued(Set.copyOf(IDS)));
    doesNotWalk(at -> at.accounts().account(new PlanId("plan-1")));
  }
}
