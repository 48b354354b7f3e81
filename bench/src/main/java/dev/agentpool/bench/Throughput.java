package dev.agentpool.bench;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.budget.Reservation;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.feed.Waits;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import dev.agentpool.node.Node;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.Caps;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.workspace.git.GitWorkspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many tasks a second the ledger and the node carry, with nothing in the way but the disk. */
final class Throughput implements Scenario {
  private static final int SLOTS = 64;
  private static final int SUBMITTERS = 64;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String about() {
    return "Tasks that do nothing through "
        + SLOTS
        + " slots of one node, each submitted, claimed and settled durably on SQLite, "
        + "beside bare SQLite inserts and the disk's fsync.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    int count = lab.runs(4_000);
    Path folder = lab.folder("t");
    Samples inserts = DiskBaseline.inserts(folder, 1_000);
    Samples fsync = DiskBaseline.fsync(folder, 500);
    Report report = lab.report();
    report.head(List.of("what", "tasks", "seconds", "a second", "target"));
    Home home = new Home(folder.resolve("h")).prepared();
    try (Ledger ledger = SqliteLedger.open(home.ledger(), Clock.systemUTC());
        JournalFeed feed = new JournalFeed(ledger);
        Node node = node(home, ledger, feed)) {
      PoolConfig pool = pool(folder);
      node.start(_ -> pool);
      node.open(pool);
      Waits waits = new Waits(ledger, feed);
      oneByOne(ledger, waits, pool, count / 2); // the JIT's warm-up
      long single = oneByOne(ledger, waits, pool, count);
      long plan = inOnePlan(ledger, waits, pool, count);
      report.row(cells("submitted one by one by " + SUBMITTERS + " threads", count, single, 500));
      report.row(cells("submitted in plans of 500", count, plan, 0));
    }
    report.row(
        cells("baseline: bare SQLite, one row a transaction", 1_000, inserts.median() * 1_000, 0));
    report.row(cells("baseline: fsync of 4 KiB", 500, fsync.median() * 500, 0));
  }

  private static List<String> cells(String what, int count, long nanos, int target) {
    double rate = count * 1e9 / nanos;
    return List.of(
        what,
        Integer.toString(count),
        String.format(Locale.ROOT, "%.2f", nanos / 1e9),
        String.format(Locale.ROOT, "%.0f", rate),
        target == 0 ? "" : Report.verdict(rate >= target, "≥ " + target));
  }

  private static long oneByOne(Ledger ledger, Waits waits, PoolConfig pool, int count)
      throws Exception {
    long began = System.nanoTime();
    List<TaskId> ids = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS)) {
      List<Future<List<TaskId>>> submitted = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        submitted.add(
            threads.submit(
                () -> ledger.submit(Submission.of(pool.id(), TaskSpec.of("no-op"))).orThrow()));
      }
      for (Future<List<TaskId>> one : submitted) {
        ids.addAll(one.get());
      }
    }
    awaitCompleted(waits, ids);
    return System.nanoTime() - began;
  }

  private static long inOnePlan(Ledger ledger, Waits waits, PoolConfig pool, int count)
      throws Exception {
    long began = System.nanoTime();
    List<TaskId> ids = new ArrayList<>();
    Submission.Node node = new Submission.Node(TaskSpec.of("no-op"), List.of(), List.of());
    for (int left = count; left > 0; left -= 500) {
      List<Submission.Node> plan = Collections.nCopies(Math.min(500, left), node);
      ids.addAll(ledger.submit(new Submission(pool.id(), plan, null, null)).orThrow());
    }
    awaitCompleted(waits, ids);
    return System.nanoTime() - began;
  }

  /** In pieces: each look reads the states of all that it waits for. */
  private static void awaitCompleted(Waits waits, List<TaskId> ids) throws InterruptedException {
    for (int from = 0; from < ids.size(); from += 500) {
      List<TaskId> some = ids.subList(from, Math.min(ids.size(), from + 500));
      Waits.Answer answer = waits.await(some, some.size(), Duration.ofMinutes(5));
      if (!answer.states().values().stream().allMatch(TaskState.COMPLETED::equals)) {
        throw new IllegalStateException("not all completed: " + answer);
      }
    }
  }

  private static PoolConfig pool(Path folder) throws IOException {
    List<SlotConfig> slots = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new SlotConfig("slot-" + i, null, null, null, Settings.EMPTY));
    }
    Settings settings =
        Settings.EMPTY.with(SettingKeys.PROVIDER, "no-op").with(SettingKeys.RECYCLE_AFTER, 10_000);
    return new PoolConfig(
        "bench",
        folder.toRealPath(),
        slots,
        Settings.EMPTY,
        settings,
        Caps.NONE,
        Reservation.USUAL);
  }

  private static Node node(Home home, Ledger ledger, JournalFeed feed) {
    return new Node(
        new NodeParts(
            "bench",
            home,
            ledger,
            feed,
            Map.of("no-op", new NoOpProvider()),
            new GitWorkspaces(Map.of(), Duration.ofSeconds(10), Clock.systemUTC()),
            new ActivityLog(home, Clock.systemUTC()),
            new ProviderPauses(),
            new AgentVariables(Map.of()),
            AwakeTime.ofMachine(),
            NodeParts.Timings.STANDARD));
  }
}
