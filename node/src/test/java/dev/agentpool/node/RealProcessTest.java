package dev.agentpool.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.claude.ClaudeCli;
import dev.agentpool.provider.claude.ClaudeProvider;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.ScriptedAgent;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.workspace.git.GitWorkspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drains, agents' slots and supervision with real processes of the scripted agent, on SQLite. */
class RealProcessTest {
  private static final NodeParts.Timings SHORT =
      new NodeParts.Timings(
          Duration.ofSeconds(60),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          Duration.ofMillis(50));
  private final AwakeTime awake = AwakeTime.ofMachine();
  @TempDir Path temp;
  private Ledger ledger;
  private JournalFeed feed;
  private ProcessHost processes;
  private Node node;
  private PoolConfig pool;

  @BeforeEach
  void open() throws Exception {
    Home home = new Home(temp.resolve("h")).prepared();
    Path project = Files.createDirectories(temp.resolve("project")).toRealPath();
    Files.createDirectories(project.resolve(".agent-pool"));
    Files.writeString(
        PoolFiles.poolFile(project), "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    pool = new PoolFiles(home).read(project);
    Path agent = ScriptedAgent.install(temp.resolve("agent"));
    ledger = SqliteLedger.open(home.ledger(), Clock.systemUTC());
    feed = new JournalFeed(ledger);
    processes = new ProcessHost(HostSettings.defaults());
    Map<String, String> environment =
        Map.of("PATH", System.getenv("PATH"), "HOME", temp.toString(), "LANG", "C.UTF-8");
    node =
        new Node(
            new NodeParts(
                "lab",
                home,
                ledger,
                feed,
                Map.of(
                    "scripted",
                    new ClaudeProvider(
                        "scripted",
                        processes,
                        ClaudeCli.scripted(agent),
                        Clock.systemUTC(),
                        awake,
                        ProviderTimings.STANDARD)),
                new GitWorkspaces(environment, Duration.ofSeconds(10), Clock.systemUTC()),
                new ActivityLog(home, Clock.systemUTC()),
                new ProviderPauses(),
                new AgentVariables(environment),
                awake,
                SHORT));
    node.start(_ -> pool);
    node.open(pool);
  }

  @AfterEach
  void close() throws Exception {
    node.stop(Duration.ZERO);
    feed.close();
    processes.close();
    awake.close();
    ledger.close();
  }

  private TaskId submit(TaskSpec spec) {
    return ledger.submit(Submission.of(pool.id(), spec)).orThrow().getFirst();
  }

  private void awaitState(TaskId task, TaskState state) {
    NodeLab.soon().until(() -> ledger.task(task).orElseThrow().state() == state);
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private Optional<Long> pid() {
    return Optional.ofNullable(new SlotOperations(node).slots(pool.id()).getFirst().pid());
  }

  @Test
  void aFrozenAgentDoesNotKeepTheDrainAndLeavesNoProcess() throws Exception {
    TaskId frozen = submit(TaskSpec.of("@@freeze@@"));
    awaitState(frozen, TaskState.RUNNING);
    NodeLab.soon().until(() -> pid().isPresent());
    long pid = pid().orElseThrow();
    Drains.DrainSummary summary = new Drains(node).drain(pool.id(), Duration.ofMillis(200), false);
    assertThat(summary.timedOut()).isTrue();
    assertThat(summary.cancelled()).isEqualTo(1);
    assertThat(ledger.task(frozen).orElseThrow().state()).isEqualTo(TaskState.CANCELLED);
    assertThat(lives(pid)).isFalse();
    assertThat(new SlotOperations(node).slots(pool.id()).getFirst().state()).isEqualTo("stopped");
  }

  @Test
  void aWarmProcessServesTheAgentsNextTaskAndEndsWithItsReset() throws Exception {
    String slot = "agent-rita";
    long pid = node.warm(pool.id(), slot, Settings.EMPTY).orElseThrow();
    assertThat(lives(pid)).isTrue();
    TaskId task = submit(TaskSpec.of("@@say hello@@").withOrdering(Ordering.NORMAL.inSlot(slot)));
    awaitState(task, TaskState.COMPLETED);
    NodeLab.soon().until(() -> node.agentSlots(pool.id()).getFirst().state().equals("idle"));
    assertThat(node.agentSlots(pool.id()).getFirst().pid()).isEqualTo(pid);
    assertThat(node.resetSlot(pool.id(), slot).ended()).isTrue();
    assertThat(lives(pid)).isFalse();
    assertThat(node.resetSlot(pool.id(), slot).ended()).isFalse();
  }

  @Test
  void anAgentThatKeepsCrashingTakesItsSlotOutOfServiceAndAPersonPutsItBack() {
    SlotOperations slots = new SlotOperations(node);
    for (int i = 0; i < 3; i++) {
      awaitState(submit(TaskSpec.of("@@crash 3@@")), TaskState.FAILED);
    }
    NodeLab.soon().until(() -> slots.slots(pool.id()).getFirst().state().equals("errored"));
    TaskId waits = submit(TaskSpec.of("@@say fine@@"));
    assertThat(node.pool(pool.id()).orElseThrow().problem()).contains("out of service", "slot-0");
    assertThat(slots.restart(pool.id(), "slot-0").restartCount()).isZero();
    awaitState(waits, TaskState.COMPLETED);
    assertThat(node.pool(pool.id()).orElseThrow().problem()).isNull();
  }
}
