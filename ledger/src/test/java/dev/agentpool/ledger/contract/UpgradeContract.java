package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.StepCounts;
import dev.agentpool.ledger.Tokens;
import dev.agentpool.ledger.WorkFilter;
import dev.agentpool.ledger.Worked;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.InsideOf;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
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

  private static void entry(Statement statement, int seq, String kind, String task, String detail)
      throws Exception {
    statement.execute(
        "INSERT INTO journal (seq, at, pool, kind, task, fence, from_state, to_state, detail)"
            + " VALUES ("
            + seq
            + ", 1, '"
            + POOL
            + "', '"
            + kind
            + "', "
            + (task.isEmpty() ? "NULL, 0, NULL, NULL, '" : "'" + task + "', 0, NULL, 'pending', '")
            + detail
            + "')");
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

  @Test
  void whatAttemptsBroughtIsToldOfTheTimeInWhichTheyEnded() throws Exception {
    before();
    Instant at = Instant.parse("2026-11-21T10:07:00Z");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE task SET provider = 'codex-cli', result = '{\"tokens\":[10,4,3,2],"
              + result("completed", "cost", 30_000).substring(2)
              + " WHERE id = 'task-a1'");
      statement.execute("UPDATE attempt SET ended_at = " + at.toEpochMilli() * 1_000);
    }
    try (Ledger ledger = open()) {
      WorkFilter hour = new WorkFilter(null, null, at.minusSeconds(420), at.plusSeconds(480));
      WorkFilter minute = new WorkFilter(POOL, "codex-cli", at, at.plusSeconds(1));
      Worked done =
          new Worked(
              at.minusSeconds(420),
              "codex-cli",
              "m",
              1,
              1,
              0,
              new Tokens(10, 4, 3, 2, 0),
              Cost.known(Money.ofMicros(30_000)),
              0,
              Duration.ofMillis(1_500));
      assertThat(ledger.worked(hour)).hasSize(2).contains(done);
      assertThat(ledger.worked(minute)).containsExactly(done);
      assertThat(ledger.worked(new WorkFilter(null, null, at.plusSeconds(1), at.plusSeconds(9))))
          .isEmpty();
      Sums.check(ledger);
    }
  }

  @Test
  void entriesOfNotesHaveTheirSpaceAndKey() throws Exception {
    before();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      entry(statement, 1, "pool_opened", "", "/tmp/a b");
      entry(statement, 2, "submitted", "task-a1", "context of words");
      entry(statement, 3, "note_put", "", "context a key of words");
      entry(statement, 4, "note_removed", "", "context moved to the attic");
      entry(statement, 5, "note_removed", "", "inbox:slot-0 moved to delivered:task-a1:1");
      entry(statement, 7, "note_put", "", "inbox:agent-a critic msg-0001");
      entry(statement, 8, "note_removed", "", "inbox:agent-a critic moved to delivered:task-a1:2");
      entry(statement, 9, "note_removed", "", "delivered:task-a1:2 moved to inbox:agent-a critic");
      entry(statement, 10, "note_put", "", "slot agent-a critic");
      entry(statement, 6, "note_removed", "", "delivered:task-a1:1 msg-0000");
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.journal(0, 10))
          .extracting(JournalEntry::subject)
          .containsExactly(
              Subject.POOL,
              new Subject.OfTask(new TaskId("task-a1")),
              new Subject.OfNote("context", "a key of words"),
              new Subject.OfNote("context", "moved to the attic"),
              new Subject.OfSpace("inbox:slot-0"),
              new Subject.OfNote("delivered:task-a1:1", "msg-0000"),
              new Subject.OfNote("inbox:agent-a critic", "msg-0001"),
              new Subject.OfSpace("inbox:agent-a critic"),
              new Subject.OfSpace("delivered:task-a1:2"),
              new Subject.OfNote("slot", "agent-a critic"));
      assertThat(ledger.journal(2, 1).getFirst().detail()).isEqualTo("context a key of words");
    }
  }

  @Test
  void notesHaveAVersionAndScaledSlotsAreInASpaceOfTheirOwn() throws Exception {
    before();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      note(statement, "context", "style", "terse");
      note(statement, "pool", "drained", "2026-11-21T08:00:00Z");
      note(statement, "pool", "slots", "[\"slot-0\",\"slot-3\"]");
      note(statement, "pool", "slots_scaled", "{\"next\":4,\"file_slots\":3}");
      statement.execute("UPDATE head SET seq = 42");
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.note(POOL, "context", "style").orElseThrow().version()).isEqualTo(42);
      assertThat(ledger.notes(POOL, "pool")).extracting(Note::key).containsExactly("drained");
      assertThat(ledger.note(POOL, "scaling", "slots").orElseThrow().value())
          .isEqualTo("{\"ids\":[\"slot-0\",\"slot-3\"],\"next\":4,\"file_slots\":3}");
    }
  }

  private static void note(Statement statement, String space, String key, String value)
      throws Exception {
    statement.execute(
        "INSERT INTO note (pool, space, key, value, at) VALUES ('"
            + String.join("', '", List.of(POOL.value(), space, key, value))
            + "', 1)");
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

  /** A task whose prompt an agentpool before had changed, as it wrote it. */
  private void asked(String id, String spec, String prompt, int rejections) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      int n = Integer.parseInt(id.substring("task-".length()));
      task(statement, n, id, "pending", 0, "NULL");
      try (PreparedStatement first =
          connection.prepareStatement("UPDATE work SET spec = ? WHERE n = ?")) {
        first.setString(1, spec);
        first.setInt(2, n);
        first.executeUpdate();
      }
      try (PreparedStatement next =
          connection.prepareStatement("UPDATE task SET prompt = ?, rejections = ? WHERE n = ?")) {
        next.setString(1, prompt);
        next.setInt(2, rejections);
        next.setInt(3, n);
        next.executeUpdate();
      }
    }
  }

  @Test
  void feedbackThatStoodInAPromptStandsBesideIt() throws Exception {
    before();
    asked("task-41", "{}", "p\n\n[Review feedback, attempt 1 of 3]\nuse [tabs]", 1);
    asked(
        "task-42",
        "{\"review\":{\"required\":true,\"max_rejections\":5}}",
        "p\n\n[Review feedback, attempt 1 of 5]\nfirst\n\nline"
            + "\n\n[Review feedback, attempt 2 of 5]\n\"wörse\" {x}"
            + "\n\n[Review feedback, attempt 3 of 5]\nthird",
        3);
    try (Ledger ledger = open()) {
      TaskRecord once = ledger.task(new TaskId("task-41")).orElseThrow();
      assertThat(once.prompt()).isEqualTo(new Prompt.Literal("p"));
      assertThat(once.feedback()).containsExactly("use [tabs]");
      TaskRecord often = ledger.task(new TaskId("task-42")).orElseThrow();
      assertThat(often.prompt()).isEqualTo(new Prompt.Literal("p"));
      assertThat(often.feedback()).containsExactly("first\n\nline", "\"wörse\" {x}", "third");
    }
  }

  @Test
  void aStepThatRecoversStillDoes() throws Exception {
    before();
    asked(
        "task-43",
        "{\"part\":{\"role\":\"step\",\"name\":\"a\",\"recovery_prompt\":\"mend {error}\"}}",
        "mend {error}",
        0);
    try (Ledger ledger = open()) {
      TaskRecord step = ledger.task(new TaskId("task-43")).orElseThrow();
      assertThat(step.recovering()).isTrue();
      assertThat(step.prompt()).isEqualTo(new Prompt.Template("mend {error}"));
      assertThat(step.spec().prompt()).isEqualTo(new Prompt.Template("p"));
      assertThat(step.feedback()).isEmpty();
    }
  }

  @Test
  void whatHadItsParentInATagHasItInAColumn() throws Exception {
    before();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO task_tag VALUES ('child-of:task-a1', 2)");
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.startedBy(new TaskId("task-a1")).stream().map(TaskRecord::id))
          .containsExactly(new TaskId("task-b2"));
      assertThat(ledger.task(new TaskId("task-b2")).orElseThrow().startedBy())
          .isEqualTo(new TaskId("task-a1"));
      assertThat(ledger.task(new TaskId("task-a1")).orElseThrow().startedBy()).isNull();
    }
  }

  @Test
  void whatATaskWasARetryOfAndWhatItWasAskedAsIsInColumns() throws Exception {
    before();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO task_tag VALUES ('child-of:chain-c3', 1)");
      statement.execute("INSERT INTO task_tag VALUES ('asked-as:3f-k', 1)");
      statement.execute("INSERT INTO task_tag VALUES ('retry-of:a person wrote this', 1)");
      statement.execute("INSERT INTO task_tag VALUES ('child-of:chain-c3', 2)");
      statement.execute("INSERT INTO task_tag VALUES ('asked-as:3f-k', 2)");
      statement.execute("INSERT INTO task_tag VALUES ('retry-of:task-a1', 2)");
    }
    TaskId plan = new TaskId("chain-c3");
    try (Ledger ledger = open()) {
      TaskRecord first = ledger.task(new TaskId("task-a1")).orElseThrow();
      assertThat(first.retryOf()).isNull();
      assertThat(first.insideOf()).isEqualTo(new InsideOf(plan, "3f-k"));
      TaskRecord again = ledger.task(new TaskId("task-b2")).orElseThrow();
      assertThat(again.retryOf()).isEqualTo(first.id());
      assertThat(again.insideOf()).isEqualTo(new InsideOf(plan, null));
    }
  }
}
