package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A ledger that an agentpool before wrote tells the same figures as a new one. */
public abstract class UpgradeContract {
  private static final PoolId POOL = new PoolId("demo-1a2b3c4d");

  /** An empty database. */
  protected abstract Connection connect() throws Exception;

  /** The ledger in it. */
  protected abstract Ledger open();

  /** A class beside whose resource folder the migrations are. */
  protected abstract Class<?> dialect();

  /** With the schema of the second version: a chain of two steps, one of unknown cost. */
  private void before() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)");
      for (int version = 1; version <= 2; version++) {
        try (InputStream script =
            dialect().getResourceAsStream(String.format("%04d.sql", version))) {
          String all =
              new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
          for (String command : all.split(";\\s*\n")) {
            if (!command.isBlank()) {
              statement.execute(command);
            }
          }
        }
        statement.execute("INSERT INTO schema_version VALUES (" + version + ")");
      }
      statement.execute("INSERT INTO pool VALUES ('" + POOL + "', 'demo', '/tmp/demo', 1, 1, 1)");
      task(statement, 1, "task-a1", "completed", 30_000, result("completed", "cost", 30_000));
      task(
          statement,
          2,
          "task-b2",
          "failed",
          250_000,
          result("crashed", "unknown_cost_at_least", 0));
      task(statement, 3, "chain-c3", "failed", 0, "NULL");
      attempt(statement, "task-a1", "30000", "NULL", "completed");
      attempt(statement, "task-b2", "NULL", "250000", "crashed");
      statement.execute(
          "INSERT INTO dependency VALUES ('chain-c3', 0, 'task-a1'), ('chain-c3', 1, 'task-b2')");
      statement.execute("UPDATE task SET slot = 'slot-0' WHERE n < 3");
      statement.execute("INSERT INTO task_tag VALUES ('x', 1), ('x', 2), ('y', 2)");
      statement.execute(
          "INSERT INTO task_count VALUES ('"
              + POOL
              + "', 'completed', 1), ('"
              + POOL
              + "', 'failed', 2)");
      for (String key : List.of("pool:" + POOL, "day:" + POOL + ":2026-11-21", "plan:plan-c3")) {
        statement.execute(
            "INSERT INTO account (key, pool, spent, unknown, reserved) VALUES ('"
                + key
                + "', '"
                + POOL
                + "', 7, 0, 0)");
      }
    }
  }

  private static String result(String outcome, String cost, long micros) {
    return "'{\"output\":\"x\",\"outcome\":{\"code\":\""
        + outcome
        + "\",\"message\":\"\"},\""
        + cost
        + "_microdollars\":"
        + micros
        + ",\"turns\":2,\"elapsed_nanos\":1500000000,\"model\":\"m\"}'";
  }

  private static void task(
      Statement statement, int n, String id, String state, long booked, String result)
      throws Exception {
    statement.execute(
        "INSERT INTO task (n, id, pool, plan, state, place, rank, provider, model, fence, attempts,"
            + " rejections, created_at, reason, result, booked) VALUES ("
            + String.join(
                ", ",
                List.of(
                    "" + n,
                    "'" + id + "'",
                    "'" + POOL + "'",
                    "'plan-c3'",
                    "'" + state + "'",
                    "'nowhere'",
                    "0",
                    "''",
                    "'opus'",
                    "1",
                    "1",
                    "0",
                    "" + n,
                    "''",
                    result,
                    "" + booked))
            + ")");
    statement.execute("INSERT INTO work VALUES (" + n + ", 'p', '{}')");
  }

  private static void attempt(
      Statement statement, String task, String known, String bound, String outcome)
      throws Exception {
    statement.execute(
        "INSERT INTO attempt (task, fence, pool, node, slot, model, started_at, lease_until,"
            + " reserved, settled, current, cost_known, cost_unknown, outcome) VALUES ('"
            + task
            + "', 1, '"
            + POOL
            + "', 'n', 'slot-0', 'opus', 1, 1, 0, 1, 0, "
            + known
            + ", "
            + bound
            + ", '{\"code\":\""
            + outcome
            + "\",\"message\":\"\"}')");
  }

  @Test
  void costsFiguresAndStepsAreThere() throws Exception {
    Cost unknown = new Cost.Unknown(Money.ZERO, Money.ofMicros(250_000));
    before();
    try (Ledger ledger = open()) {
      TaskId chain = new TaskId("chain-c3");
      assertThat(ledger.costs(List.of(new TaskId("task-b2"))).values()).containsExactly(unknown);
      assertThat(ledger.costs(List.of(chain)).get(chain))
          .isEqualTo(unknown.plus(Cost.known(Money.ofMicros(30_000))));
      assertThat(ledger.stepCounts(List.of(chain)).get(chain))
          .isEqualTo(new StepCounts(2, 1, 0, 1, 0));
      assertThat(ledger.parentCount(POOL)).isEqualTo(1);
      Figures figures = ledger.figures(FigureFilter.all(POOL));
      assertThat(figures.times().median()).isEqualTo(1_500);
      assertThat(figures.groups())
          .extracting(Figures.Group::model, Figures.Group::configured, Figures.Group::tasks)
          .containsOnly(org.assertj.core.groups.Tuple.tuple("m", "opus", 1L));
      assertThat(ledger.slotTotals(POOL).get("slot-0").completed()).isEqualTo(1);
      Sums.check(ledger);
    }
  }

  private static long count(
      Ledger ledger, Set<TaskState> states, @Nullable String slot, String... tags) {
    return ledger.count(new TaskFilter(POOL, states, List.of(tags), slot, null, 1, 0));
  }

  @Test
  void tagsSlotsAndAccountsAreThere() throws Exception {
    before();
    try (Ledger ledger = open()) {
      assertThat(ledger.counts(POOL))
          .containsEntry(TaskState.COMPLETED, 1L)
          .containsEntry(TaskState.FAILED, 1L); // a plan's parent is no task that an agent does
      assertThat(count(ledger, Set.of(), null)).isEqualTo(3);
      assertThat(count(ledger, Set.of(), null, "x")).isEqualTo(2);
      assertThat(count(ledger, Set.of(TaskState.COMPLETED), null, "x")).isEqualTo(1);
      assertThat(count(ledger, Set.of(), null, "x", "y")).isEqualTo(2);
      assertThat(count(ledger, Set.of(TaskState.FAILED), "slot-0")).isEqualTo(1);
      assertThat(
              ledger.tasks(new TaskFilter(POOL, Set.of(), List.of("y"), null, null, 10, 0)).stream()
                  .map(TaskRecord::id))
          .containsExactly(new TaskId("task-b2"));
      assertThat(ledger.accounts(POOL))
          .extracting(account -> account.key().kind())
          .containsExactly(AccountKey.Kind.POOL, AccountKey.Kind.DAY, AccountKey.Kind.PLAN);
      assertThat(ledger.accounts(POOL).getLast().spent()).isEqualTo(Money.ofMicros(7));
    }
  }
}
