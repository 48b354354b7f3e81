package dev.agentpool.node;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.workspace.git.GitWorkspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A node with a played agent over a ledger in memory and a settable clock, and one pool. A new node
 * over the same ledger is what a restarted daemon is.
 */
final class NodeLab implements AutoCloseable {
  private static final NodeParts.Timings TIMINGS =
      new NodeParts.Timings(
          Duration.ofSeconds(60),
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofSeconds(5),
          Duration.ofMillis(50));
  final SettableClock clock = new SettableClock();
  private final AwakeTime awake = AwakeTime.ofMachine();
  final PlayedAgent agent = new PlayedAgent();
  final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  private final Home home;
  private final Path project;
  private JournalFeed feed;
  private PoolConfig config;
  Node node;
  SlotOperations slots;
  Drains drains;

  NodeLab(Path temp, String toml) {
    try {
      home = new Home(temp.resolve("home")).prepared();
      project = Files.createDirectories(temp.resolve("project")).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    config = read(toml);
    begin();
    node.open(config);
  }

  private void begin() {
    feed = new JournalFeed(ledger);
    node =
        new Node(
            new NodeParts(
                "lab",
                home,
                ledger,
                feed,
                Map.of(agent.name(), agent),
                new GitWorkspaces(Map.of(), Duration.ofSeconds(10), Clock.systemUTC()),
                new ActivityLog(home, Clock.systemUTC()),
                new ProviderPauses(),
                new AgentVariables(Map.of()),
                awake,
                TIMINGS));
    slots = new SlotOperations(node);
    drains = new Drains(node);
    node.start(_ -> config);
  }

  private PoolConfig read(String toml) {
    try {
      Files.createDirectories(project.resolve(".agent-pool"));
      Files.writeString(
          PoolFiles.poolFile(project),
          toml
              + (toml.contains("[settings]") ? "\n" : "\n[settings]\n")
              + "provider = \"scripted\"\n");
      return new PoolFiles(home).read(project);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file is edited, and the pool follows. */
  void edit(String toml) {
    config = read(toml);
    node.open(config);
  }

  /** The daemon ends in order, and another one opens the pool. */
  void restart() throws InterruptedException {
    node.stop(Duration.ZERO);
    feed.close();
    begin();
    node.open(config);
  }

  Path project() {
    return project;
  }

  PoolId pool() {
    return config.id();
  }

  TaskId submit(TaskSpec spec) {
    return ledger.submit(Submission.of(pool(), spec)).orThrow().getFirst();
  }

  TaskId submit(String prompt) {
    return submit(TaskSpec.of(prompt));
  }

  Reply<?> trySubmit(String prompt) {
    return ledger.submit(Submission.of(pool(), TaskSpec.of(prompt)));
  }

  TaskRecord task(TaskId id) {
    return ledger.task(id).orElseThrow();
  }

  TaskState state(TaskId id) {
    return task(id).state();
  }

  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
  }

  void awaitState(TaskId task, TaskState state) {
    soon().until(() -> state(task) == state);
  }

  /** Until no slot is busy any more, also not with tidying. */
  void awaitIdle() {
    soon().until(() -> slots.slots(pool()).stream().noneMatch(it -> it.state().equals("busy")));
  }

  Node.SlotView slot(String id) {
    return slots.slots(pool()).stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public void close() throws InterruptedException {
    agent.letGo();
    node.stop(Duration.ZERO);
    feed.close();
    awake.close();
    ledger.close();
  }
}
