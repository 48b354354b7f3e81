package dev.agentpool.bench;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whether looking at a pool takes longer when it has done much. */
final class Reads implements Scenario {
  private static final int PAGE = 50;
  private static final int TASKS = 20_000;
  private static final int CHAINS = 1_000;
  private static final int STEPS = 3;
  private static final int WARM_UP = 30;

  /** So many that nobody has looked at, in both. */
  private static final int UNSEEN = 200;

  @Override
  public String name() {
    return "reads";
  }

  @Override
  public String about() {
    return "What the daemon answers about a pool with "
        + TASKS
        + " ended tasks and "
        + CHAINS
        + " chains of "
        + STEPS
        + " steps in its ledger, beside the same with one page of each ("
        + PAGE
        + "). Of either, "
        + UNSEEN
        + " tasks more were not seen.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Map<String, Samples> few = measured(lab, PAGE, PAGE);
    Map<String, Samples> many = measured(lab, TASKS, CHAINS);
    lab.report().head(List.of("request", "few: p50 ms", "many: p50 ms", "times", "target"));
    for (Map.Entry<String, Samples> request : few.entrySet()) {
      Samples much = many.getOrDefault(request.getKey(), request.getValue());
      double times = (double) much.median() / request.getValue().median();
      lab.report()
          .row(
              List.of(
                  "`" + request.getKey() + "`",
                  Samples.millis(request.getValue().median()),
                  Samples.millis(much.median()),
                  String.format(Locale.ROOT, "%.2f", times),
                  Report.verdict(times <= 2, "≤ 2")));
    }
  }

  private static Map<String, Samples> measured(Lab lab, int tasks, int chains) throws Exception {
    String toml = "slots = 2\n[settings]\nprovider = \"scripted\"\n";
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.start();
      String pool = daemon.pool().get("id").asString();
      daemon.kill9(); // nothing is under way; the ledger is the bench's for a while
      fill(daemon, new PoolId(pool), tasks, chains);
      daemon.start();
      daemon.pool();
      return measured(daemon, lab.runs(200));
    }
  }

  private static Map<String, Samples> measured(MeasuredDaemon daemon, int runs) throws IOException {
    String dir = "dir=" + daemon.project();
    String chain =
        daemon
            .connection()
            .get("/v1/chains?limit=1&" + dir)
            .get("items")
            .get(0)
            .get("chain_id")
            .asString();
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("GET /v1/tasks", "/v1/tasks?" + dir);
    requests.put("GET /v1/tasks?tag=even", "/v1/tasks?tag=even&" + dir);
    requests.put("GET /v1/tasks?state=failed", "/v1/tasks?state=failed&" + dir);
    requests.put("GET /v1/tasks?slot=slot-1", "/v1/tasks?slot=slot-1&" + dir);
    requests.put("GET /v1/chains", "/v1/chains?" + dir);
    requests.put("GET /v1/chains/{id}/result", "/v1/chains/" + chain + "/result");
    requests.put("GET /v1/status", "/v1/status?" + dir);
    requests.put("GET /v1/pool/status", "/v1/pool/status?" + dir);
    requests.put("GET /v1/slots", "/v1/slots?" + dir);
    requests.put("GET /v1/pool/metrics", "/v1/pool/metrics?" + dir);
    requests.put("GET /v1/pool/metrics?model=opus", "/v1/pool/metrics?model=opus&" + dir);
    requests.put("GET /metrics", "/metrics?" + dir);
    requests.put("GET /v1/inbox", "/v1/inbox");
    requests.put("GET /v1/inbox?limit=1", "/v1/inbox?limit=1");
    requests.put("GET /v1/inbox of one pool", "/v1/inbox?" + dir);
    requests.put("GET /v1/inbox/grants", "/v1/inbox/grants");
    Map<String, Samples> all = new LinkedHashMap<>();
    for (Map.Entry<String, String> request : requests.entrySet()) {
      Samples samples = new Samples();
      for (int i = -WARM_UP; i < runs; i++) {
        long began = System.nanoTime();
        daemon.connection().get(request.getValue());
        if (i >= 0) {
          samples.add(System.nanoTime() - began);
        }
      }
      all.put(request.getKey(), samples);
    }
    return all;
  }

  private static void fill(MeasuredDaemon daemon, PoolId pool, int tasks, int chains)
      throws Exception {
    try (Ledger ledger = SqliteLedger.open(daemon.ledger(), Clock.systemUTC())) {
      for (int done = 0; done < tasks; done += 1_000) {
        ended(ledger, pool, done, Math.min(tasks, done + 1_000));
      }
      for (int i = 0; i < chains; i++) {
        ledger.submit(chain(pool)).orThrow();
      }
      runAll(ledger, pool);
      ledger.seen(pool, List.of()); // all of them
      ended(ledger, pool, 0, UNSEEN);
    }
  }

  private static void ended(Ledger ledger, PoolId pool, int from, int to) throws Exception {
    List<Submission.Node> nodes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      TaskSpec spec =
          TaskSpec.of("a task of the past, number " + i)
              .withTags(List.of(i % 2 == 0 ? "even" : "odd"));
      nodes.add(new Submission.Node(spec, List.of(), List.of()));
    }
    ledger.submit(new Submission(pool, nodes, null, null)).orThrow();
    runAll(ledger, pool);
  }

  private static Submission chain(PoolId pool) {
    List<Submission.Node> nodes = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      TaskSpec step = TaskSpec.of("a step").withPart(PlanPart.step("step-" + (i + 1)));
      nodes.add(new Submission.Node(step, i == 0 ? List.of() : List.of(i - 1), List.of()));
      all.add(i);
    }
    TaskSpec parent = TaskSpec.of("chain").withPart(new PlanPart.Parent("chain", OnFinish.KEEP));
    nodes.add(new Submission.Node(parent, all, List.of()));
    return new Submission(pool, nodes, null, null);
  }

  private static void runAll(Ledger ledger, PoolId pool) throws Exception {
    HandCrankedNode node = new HandCrankedNode(ledger, pool, "node-past");
    try (ExecutorService slots = Executors.newFixedThreadPool(32)) {
      List<Future<?>> running = new ArrayList<>();
      for (int slot = 0; slot < 32; slot++) {
        String id = "slot-" + slot % 2;
        running.add(slots.submit(() -> node.runAll(id, result())));
      }
      for (Future<?> slot : running) {
        slot.get();
      }
    }
  }

  /** As an agent's usual answer: two kilobytes of text. */
  private static TaskResult result() {
    AgentReport report =
        new AgentReport(
            "said ".repeat(400),
            Outcome.COMPLETED,
            new AgentReport.Spent(
                Cost.known(Money.ofMicros(12_000)), 3, TokenUsage.NONE, Duration.ofMillis(900)),
            "claude-opus-9",
            null,
            null,
            List.of(),
            List.of(),
            AgentReport.Given.NOTHING,
            List.of(),
            null);
    return TaskResult.of(report).withVerdict(verdict -> verdict.withConfiguredModel("opus"));
  }
}
