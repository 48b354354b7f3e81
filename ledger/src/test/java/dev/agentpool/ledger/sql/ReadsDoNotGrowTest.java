package dev.agentpool.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.UnseenFilter;
import dev.agentpool.ledger.books.Snapshot;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/**
 * What a face asks of a pool costs the same when the pool has done much: the instructions that
 * SQLite carries out are counted, so that no load of the machine matters.
 */
class ReadsDoNotGrowTest {
  private static final int EVERY = 5;
  @TempDir Path folder;

  private static TaskFilter page(Set<TaskState> states, @Nullable String slot, String... tags) {
    return new TaskFilter(Past.POOL, states, List.of(tags), slot, null, 50, 0);
  }

  private static Map<String, Consumer<Snapshot>> readings() {
    Map<String, Consumer<Snapshot>> all = new LinkedHashMap<>();
    Map<String, TaskFilter> pages =
        Map.of(
            "tasks", page(Set.of(), null),
            "tasks of a state", page(Set.of(TaskState.FAILED), null),
            "tasks of two states", page(Set.of(TaskState.FAILED, TaskState.RUNNING), null),
            "tasks of a tag", page(Set.of(), null, "even"),
            "tasks of a tag and a state", page(Set.of(TaskState.PENDING), null, "even"),
            "tasks of a slot", page(Set.of(), "slot-1"));
    pages.forEach((name, filter) -> {
      all.put(name, at -> costs(at, at.tasks().tasks(filter)));
    });
    pages.forEach((name, filter) -> {
      all.put("how many " + name, at -> at.tasks().count(filter));
    });
    all.put("tasks of two tags", at -> at.tasks().tasks(page(Set.of(), null, "even", "odd")));
    all.put("states", at -> at.pools().counts(Past.POOL));
    all.put("slots that tasks wait for", at -> at.pools().pinnedSlots(Past.POOL));
    all.put("accounts", at -> at.accounts().ownAccounts(Past.POOL));
    all.put("open attempts", at -> at.attempts().openAttempts("node-1"));
    all.put(
        "chains",
        at -> {
          List<TaskId> ids = ids(at.plans().parents(Past.POOL, 20, 0));
          at.plans().stepCounts(ids);
          at.plans().steps(ids.subList(0, 1));
          at.figures().costs(ids);
        });
    for (TaskState state : List.of(TaskState.COMPLETED, TaskState.FAILED)) {
      String name = "unseen that " + state.wireName();
      all.put(
          name,
          at ->
              assertThat(at.tasks().unseen(new UnseenFilter(null, state, 5)))
                  .as(name)
                  .isNotEmpty());
      all.put(name + ", of a pool", at -> at.tasks().unseen(new UnseenFilter(Past.POOL, state, 5)));
      all.put("how many " + name, at -> at.tasks().count(new UnseenFilter(null, state, 0)));
      all.put(
          "how many " + name + ", of a pool",
          at -> at.tasks().count(new UnseenFilter(Past.POOL, state, 0)));
    }
    all.put(
        "those that wait for a review",
        at -> at.tasks().count(page(Set.of(TaskState.PENDING_REVIEW), null)));
    all.put(
        "open questions",
        at -> {
          at.questions().questions(QuestionFilter.open(100));
          at.questions().count(QuestionFilter.open(0));
        });
    all.put("how many chains", at -> at.plans().parentCount(Past.POOL));
    all.put("metrics", at -> at.figures().figures(FigureFilter.all(Past.POOL)));
    all.put(
        "metrics of a model",
        at -> at.figures().figures(new FigureFilter(Past.POOL, null, null, List.of(), "opus")));
    all.put(
        "metrics of the last tasks",
        at -> {
          Instant since = at.tasks().tasks(page(Set.of(), null)).getLast().createdAt();
          at.figures().figures(new FigureFilter(Past.POOL, since, null, List.of(), null));
        });
    return all;
  }

  private static void costs(Snapshot at, List<TaskRecord> tasks) {
    assertThat(tasks).isNotEmpty();
    at.figures().costs(ids(tasks));
    at.plans().dependencies(ids(tasks));
    at.tasks().queued(Set.copyOf(ids(tasks)));
  }

  private static List<TaskId> ids(List<TaskRecord> tasks) {
    return tasks.stream().map(TaskRecord::id).toList();
  }

  private Map<String, Long> measured(int tasks, int chains) throws Exception {
    Path file = folder.resolve("ledger-" + tasks + ".db");
    Past.fill(file, tasks, chains);
    Map<String, Long> instructions = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statements statements = new Statements(connection)) {
      AtomicLong done = new AtomicLong();
      ProgressHandler.setHandler(
          connection,
          EVERY,
          new ProgressHandler() {
            @Override
            protected int progress() {
              done.incrementAndGet();
              return 0;
            }
          });
      Snapshot snapshot = new SqlSnapshot(statements, Clock.systemUTC()::instant);
      readings()
          .forEach((name, reading) -> {
            done.set(0);
            reading.accept(snapshot);
            instructions.put(name, done.get() * EVERY);
          });
      ProgressHandler.clearHandler(connection);
    }
    return instructions;
  }

  /** The levels of times fill up, to 128 rows of each and model, and then stay as they are. */
  private static long allowance(String name) {
    return name.startsWith("metrics") ? 10_000 : 100;
  }

  @Test
  void nothingThatIsAskedOfAPoolCostsMoreWhenItHasDoneTenTimesAsMuch() throws Exception {
    Map<String, Long> few = measured(200, 25);
    Map<String, Long> many = measured(2_000, 250);
    assertThat(few.get("metrics")).as("instructions are counted").isPositive();
    assertSoftly(softly ->
        few.forEach((name, instructions) ->
            softly
                .assertThat(many.get(name))
                .as("%s: %d instructions, then %d", name, instructions, many.get(name))
                .isLessThanOrEqualTo(2 * instructions + allowance(name))));
  }
}
