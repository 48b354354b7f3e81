package dev.agentpool.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.artifact.ArtifactKind;
import dev.agentpool.artifact.Artifacts;
import dev.agentpool.artifact.Collected;
import dev.agentpool.artifact.Retention;
import dev.agentpool.budget.Money;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.workspace.Difference;
import dev.agentpool.workspace.Differences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live session leaves what its turns left, as one. */
class SessionArtifactsTest {
  @TempDir Path temp;
  private final SettableClock clock = new SettableClock();
  private final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  private final List<Differences.Place> places = new ArrayList<>();
  private PoolConfig pool;
  private ActivityLog activity;
  private Retention retention;
  private TaskArtifacts artifacts;
  private LiveSession session;

  @BeforeEach
  void open() throws IOException {
    Path project = Files.createDirectories(temp.toRealPath().resolve("project"));
    Home home = new Home(temp.resolve("home")).prepared();
    pool = new PoolFiles(home).read(project);
    ledger.openPool(new PoolRecord(pool.id(), "main", project.toString(), Caps.NONE));
    activity = new ActivityLog(home, clock);
    Artifacts all = new Artifacts(home.artifacts(), activity, this::diff, clock, () -> 1 << 20);
    retention = new Retention(home, all, ledger, () -> ArtifactRules.USUAL, clock);
    artifacts = new TaskArtifacts(ledger, all, retention, () -> ArtifactRules.USUAL, home);
    session =
        ledger
            .openSession(
                new SessionDraft(
                    pool.id(), TaskSpec.of("look around"), null, "{}", null, null, 4, null))
            .orThrow();
  }

  @AfterEach
  void close() {
    activity.close();
    ledger.close();
  }

  private Difference diff(Differences.Place place, Path file, Duration limit) {
    places.add(place);
    return Difference.none("no git here");
  }

  private String id() {
    return session.id().value();
  }

  /** The next turn is taken by the seat, and its agent says this. */
  private ClaimReply.Claimed says(String text, String start) {
    ClaimReply.Claimed claimed =
        (ClaimReply.Claimed)
            ledger.claim(
                new ClaimRequest(
                    "node-1",
                    pool.id(),
                    id(),
                    Duration.ofMinutes(1),
                    Set.of(),
                    "scripted",
                    Money.ofUsd(0.01),
                    1.5));
    ActivityWriter agent = new ActivityWriter(activity, claimed.task().id());
    agent.turn("turn-" + claimed.task().id(), "shared", temp.toString(), start);
    agent.heard(new AgentEvent.Text(text + "\n"));
    return claimed;
  }

  private void ends(ClaimReply.Claimed turn, String result) {
    ledger
        .settle(turn.attempt(), TaskResult.withoutAgent(Outcome.COMPLETED).withOutput(result))
        .orThrow();
  }

  @Test
  void itsTranscriptGoesOnFromTurnToTurnAndItsResultIsTheNewest() {
    ends(says("I looked", "a".repeat(40)), "first result");
    ledger.sendTurn(session.id(), TaskSpec.of("now mend it"), null).orThrow();
    assertThat(artifacts.state(id())).isIn("READY", "COMPLETED");
    ClaimReply.Claimed second = says("I mend", "b".repeat(40));
    assertThat(artifacts.state(id())).isEqualTo("RUNNING");
    String text = artifacts.page(pool, id(), 0, 200_000).text();
    assertThat(text)
        .isEqualTo(
            """
            [agentpool sent]
            look around

            I looked
            [agentpool sent]
            now mend it

            I mend
            """);
    Collected half = artifacts.collect(pool, id(), true);
    assertThat(half.summary()).isEqualTo("first result");
    assertThat(places.getLast().start()).isEqualTo("a".repeat(40));
    assertThat(places.getLast().slot()).isEqualTo(id());
    ends(second, "second result");
    assertThat(artifacts.collect(pool, id(), false).summary()).isEqualTo("second result");
    assertThat(half.folder()).endsWith(Path.of(id()));
  }

  @Test
  void itIsKeptWhileItLivesHoweverLongItRests() {
    ends(says("I looked", ""), "done");
    artifacts.collect(pool, id(), false);
    clock.advance(Duration.ofDays(400));
    assertThat(retention.sweep(true).removed())
        .extracting(removed -> removed.holder())
        .doesNotContain(id());
    ledger.endSession(session.id(), EndedAs.CANCELLED, "").orThrow();
    assertThat(artifacts.state(id())).isEqualTo("CANCELLED");
    clock.advance(Duration.ofDays(400));
    assertThat(retention.sweep(true).removed())
        .extracting(removed -> removed.holder())
        .contains(id());
  }

  @Test
  void aSessionThatIsNotThereIsUnknown() {
    assertThat(TaskArtifacts.isSession("ap_000000000000")).isTrue();
    assertThat(TaskArtifacts.isSession("task-0000000000000000")).isFalse();
    assertThatThrownBy(() -> artifacts.poolOf("ap_000000000000"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("session not found");
    assertThat(artifacts.poolOf(id())).isEqualTo(pool.id());
    assertThat(artifacts.manifest(pool, id()))
        .filteredOn(artifact -> artifact.kind() == ArtifactKind.TRANSCRIPT)
        .noneMatch(artifact -> artifact.exists());
  }
}
