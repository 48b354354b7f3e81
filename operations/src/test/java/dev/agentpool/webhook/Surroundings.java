package dev.agentpool.webhook;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.redact.Redaction;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A ledger that a test fills, and webhooks that read it; time moves when somebody waits. */
final class Surroundings implements AutoCloseable {
  static final PoolId POOL = new PoolId("main-00000001");
  final SettableClock clock = new SettableClock();
  final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  final List<URI> open = new CopyOnWriteArrayList<>();
  final List<Delivery> told = new CopyOnWriteArrayList<>();
  final JournalFeed feed = new JournalFeed(ledger);
  HostResolver resolver = HostResolver.system();
  Pause pause = clock::set;
  private final Path folder;
  private final List<Webhooks> started = new ArrayList<>();

  Surroundings(Path folder) {
    this.folder = folder;
    ledger.openPool(new PoolRecord(POOL, "main", folder.toString(), Caps.NONE));
  }

  /** A daemon's webhooks; close them to stop that daemon. */
  Webhooks start() {
    Webhooks webhooks =
        new Webhooks(
            new WebhookParts(
                ledger,
                feed,
                _ -> new ChainResult(List.of(), "all of it", Cost.known(Money.ofMicros(70)), true),
                new KeptTexts(Redaction.standard()),
                () -> open,
                folder.resolve("webhooks"),
                "1.2.3",
                host -> resolver.resolve(host),
                new DeliverySettings(
                    DeliverySettings.STANDARD.backoff(),
                    DeliverySettings.STANDARD.patience(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)),
                clock,
                due -> pause.until(due),
                (_, delivery) -> told.add(delivery)));
    webhooks.start();
    started.add(webhooks);
    return webhooks;
  }

  TaskId submit(TaskSpec spec) {
    return ledger.submit(Submission.of(POOL, spec)).orThrow().getFirst();
  }

  /** The next task runs and ends with that. */
  void runOne(String output, OutcomeCode code) {
    TaskResult result =
        TaskResult.withoutAgent(
                code == OutcomeCode.COMPLETED ? Outcome.COMPLETED : Outcome.of(code, "it broke"))
            .withOutput(output)
            .withCost(new Cost.Known(Money.ofMicros(42)));
    new HandCrankedNode(ledger, POOL, "node").runOne(result);
  }

  TaskId done(String prompt) {
    TaskId id = submit(TaskSpec.of(prompt).withTags(List.of("t1")));
    runOne("done: " + prompt, OutcomeCode.COMPLETED);
    return id;
  }

  /** Of one step, with a closing task; returns the parent. */
  TaskId chain() {
    TaskSpec step = TaskSpec.of("a step").withPart(PlanPart.step("first"));
    TaskSpec close =
        TaskSpec.of("close")
            .withPart(new PlanPart.Close(OnFinish.KEEP))
            .withOnDependencyFailure(DependencyPolicy.CONTINUE);
    TaskSpec parent = TaskSpec.of("chain").withPart(new PlanPart.Parent("chain", OnFinish.KEEP));
    Submission whole =
        new Submission(
            POOL,
            List.of(
                new Submission.Node(step, List.of(), List.of()),
                new Submission.Node(close, List.of(0), List.of()),
                new Submission.Node(parent, List.of(0, 1), List.of())),
            null,
            null);
    return ledger.submit(whole).orThrow().getLast();
  }

  @Override
  public void close() {
    started.forEach(Webhooks::close);
    feed.close();
  }
}
