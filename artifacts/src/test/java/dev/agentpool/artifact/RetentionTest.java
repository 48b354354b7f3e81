package dev.agentpool.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.budget.Money;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.Home;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.ClaimReply;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.workspace.Difference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents left is let go of by age and size, by a clock that the test turns. */
class RetentionTest {
  private static final PoolId POOL = new PoolId("main-00000001");
  @TempDir Path temp;
  private final SettableClock clock = new SettableClock();
  private final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  private ArtifactRules rules = ArtifactRules.USUAL;
  private Home home;
  private ActivityLog activity;
  private Artifacts artifacts;
  private Retention retention;

  @BeforeEach
  void open() {
    ledger.openPool(new PoolRecord(POOL, "main", temp.toString(), Caps.NONE));
    home = new Home(temp.resolve("home")).prepared();
    activity = new ActivityLog(home, clock);
    artifacts =
        new Artifacts(
            home.artifacts(), activity, (_, _, _) -> Difference.none("no"), clock, () -> 1 << 20);
    retention = new Retention(home, artifacts, ledger, () -> rules, clock);
  }

  @AfterEach
  void close() {
    activity.close();
    ledger.close();
  }

  private TaskId left(int bytes) {
    TaskId task = ledger.submit(Submission.of(POOL, TaskSpec.of("x"))).orThrow().getFirst();
    activity.append(task, "text", activity.object().put("text", "x".repeat(bytes)));
    Holder holder = holder(task);
    artifacts.page(holder, 0, 4_000);
    return task;
  }

  private Holder holder(TaskId task) {
    return new Holder(task.value(), temp, List.of(new Holder.Turn(task, "x")));
  }

  private TaskId ended(int bytes) {
    TaskId task = left(bytes);
    ledger.cancel(task, "").orThrow();
    stamp();
    return task;
  }

  /** Files are as old as the clock says. */
  private void stamp() {
    try (Stream<Path> files = Files.walk(home.state())) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isAfter(clock.instant())) {
          Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isKept(TaskId task) {
    return Files.exists(artifacts.folder(holder(task)));
  }

  private List<String> holders(Swept swept) {
    return swept.removed().stream().map(Swept.Removed::holder).toList();
  }

  @Test
  void whatIsOldGoesWithAllThatWasMadeOfItAndTheRestStays() {
    TaskId old = ended(100);
    clock.advance(Duration.ofDays(20));
    TaskId newer = ended(100);
    clock.advance(Duration.ofDays(11));
    Swept would = retention.sweep(true);
    assertThat(holders(would)).containsExactly(old.value());
    assertThat(isKept(old)).isTrue();
    Swept swept = retention.sweep(false);
    assertThat(swept).isEqualTo(would);
    assertThat(swept.removed().getFirst().why()).isEqualTo("age");
    assertThat(isKept(old)).isFalse();
    assertThat(activity.size(old)).isZero();
    assertThat(isKept(newer)).isTrue();
    assertThat(retention.sweep(false).removed()).isEmpty();
  }

  @Test
  void whatStillRunsOrWaitsIsKeptHoweverOldAndLargeItIs() {
    TaskId waiting = left(2_000_000);
    stamp();
    rules = new ArtifactRules(Duration.ofDays(1), 1_000, 1 << 20);
    clock.advance(Duration.ofDays(400));
    assertThat(retention.sweep(false).removed()).isEmpty();
    assertThat(isKept(waiting)).isTrue();
  }

  @Test
  void ofMoreThanMayBeKeptTheOldestGoesFirstAndNoMoreThanMust() {
    TaskId first = ended(10_000);
    clock.advance(Duration.ofMinutes(1));
    TaskId second = ended(10_000);
    clock.advance(Duration.ofMinutes(1));
    TaskId third = ended(10_000);
    long each = retention.sweep(true).keptBytes() / 3;
    rules = new ArtifactRules(Duration.ofDays(30), each * 2 + 100, 1 << 20);
    Swept swept = retention.sweep(false);
    assertThat(holders(swept)).containsExactly(first.value());
    assertThat(swept.removed().getFirst().why()).isEqualTo("size");
    assertThat(isKept(second) && isKept(third)).isTrue();
  }

  @Test
  void whatWentIsToldInTheJournalOfItsPool() {
    ended(100);
    clock.advance(Duration.ofDays(40));
    long before = ledger.lastSequence();
    retention.sweep(false);
    List<JournalEntry> told = ledger.journal(before, 10);
    assertThat(told).singleElement().asString().contains("retention");
    retention.sweep(false);
    assertThat(ledger.journal(before, 10)).hasSize(1);
  }

  @Test
  void aLinkGoesAndWhatItLeadsToStays() throws IOException {
    Path precious = Files.createDirectories(temp.resolve("precious"));
    Files.writeString(precious.resolve("file"), "keep");
    TaskId old = ended(100);
    Files.createSymbolicLink(artifacts.folder(holder(old)).resolve("link"), precious);
    Files.createSymbolicLink(home.artifacts().resolve("linked"), precious);
    clock.advance(Duration.ofDays(40));
    stamp();
    clock.advance(Duration.ofDays(40));
    retention.sweep(false);
    assertThat(isKept(old)).isFalse();
    assertThat(precious.resolve("file")).hasContent("keep");
  }

  @Test
  void aTaskThatNobodyHasSeenIsKept() {
    TaskId task = left(100);
    ClaimRequest request =
        new ClaimRequest(
            "node-1",
            POOL,
            "slot-0",
            Duration.ofMinutes(1),
            Set.of(),
            "scripted",
            Money.ofUsd(0.01),
            1.5);
    ClaimReply.Claimed claimed = (ClaimReply.Claimed) ledger.claim(request);
    ledger.settle(claimed.attempt(), TaskResult.withoutAgent(Outcome.COMPLETED)).orThrow();
    stamp();
    clock.advance(Duration.ofDays(40));
    assertThat(retention.sweep(false).removed()).isEmpty();
    ledger.seen(POOL, List.of(task));
    assertThat(holders(retention.sweep(false))).containsExactly(task.value());
  }
}
