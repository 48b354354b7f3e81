package dev.agentpool.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.testkit.simulation.Balance;
import dev.agentpool.testkit.simulation.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file must survive, and what it must refuse. */
class SqliteDurabilityTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private static Replay replayed(Ledger ledger) {
    Replay replay = new Replay();
    replay.readAll(ledger);
    replay.agreesWith(ledger);
    Balance.check(ledger, replay.tasks());
    return replay;
  }

  @Test
  void sixtyFourThreadsShareCommitsAndLoseNothing() throws Exception {
    ConcurrentLinkedQueue<TaskId> done = new ConcurrentLinkedQueue<>();
    try (Ledger ledger = Load.open(file());
        ExecutorService threads = Executors.newFixedThreadPool(64)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        running.add(
            threads.submit(() -> {
              for (int n = 0; n < 10; n++) {
                done.add(Load.passOne(ledger));
              }
            }));
      }
      for (Future<?> thread : running) {
        thread.get(120, TimeUnit.SECONDS);
      }
      assertThat(done).hasSize(640).doesNotHaveDuplicates();
      assertThat(ledger.counts(Load.POOL)).containsEntry(TaskState.COMPLETED, 640L);
      assertThat(ledger.lastSequence()).isEqualTo(1 + 3 * 640);
      replayed(ledger);
    }
  }

  @Test
  void afterKillDashNineEveryAcknowledgedMoveIsThere() throws Exception {
    for (int round = 0; round < 3; round++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Load.class.getName(),
                  file().toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<TaskId> acknowledged = new ArrayList<>();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.length() == "task-0123456789abcdef".length()) { // the last line may be cut
            acknowledged.add(new TaskId(line));
          }
          if (acknowledged.size() == 100) {
            child.toHandle().destroyForcibly(); // unlike Process, it leaves the output to be read
          }
        }
      }
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100).doesNotHaveDuplicates();
      try (Ledger ledger = Load.open(file())) {
        assertThat(ledger.states(acknowledged)).hasSameSizeAs(acknowledged);
        assertThat(ledger.states(acknowledged).values()).containsOnly(TaskState.COMPLETED);
        replayed(ledger);
      }
    }
  }

  @Test
  void whatIsClosedIsClosedAndOpensAgain() {
    Ledger ledger = Load.open(file());
    TaskId id = Load.submit(ledger, "x");
    ledger.close();
    ledger.close();
    assertThatThrownBy(() -> Load.submit(ledger, "y"))
        .isInstanceOfSatisfying(
            LedgerException.class,
            closed -> assertThat(closed.code()).isEqualTo(LedgerException.Code.CLOSED));
    assertThatThrownBy(ledger::pools)
        .isInstanceOfSatisfying(
            LedgerException.class,
            closed -> assertThat(closed.code()).isEqualTo(LedgerException.Code.CLOSED));
    try (Ledger again = Load.open(file())) {
      assertThat(again.task(id)).isPresent();
      assertThat(again.pools()).hasSize(1);
    }
  }

  @Test
  void aClockSetBackWhileTheLedgerWasClosedDoesNotTakeItBack() {
    Instant late = Instant.parse("2026-11-21T10:00:00Z");
    SettableClock clock = new SettableClock(late);
    try (Ledger ledger = SqliteLedger.open(file(), clock)) {
      ledger.openPool(new PoolRecord(Load.POOL, "load", "/load", Caps.NONE));
    }
    clock.set(late.minus(Duration.ofDays(400)));
    try (Ledger ledger = SqliteLedger.open(file(), clock)) {
      assertThat(ledger.now()).isEqualTo(late);
      clock.advance(Duration.ofSeconds(5));
      Load.submit(ledger, "x");
      // ahead of the wall clock it goes on at half its speed, until that one has caught up
      assertThat(ledger.journal(1, 1).getFirst().at()).isEqualTo(late.plusMillis(2_500));
    }
  }

  @Test
  void aMoveThatMeetsADefectHarmsNoOther() {
    try (Ledger ledger = Load.open(file())) {
      assertThatThrownBy(() ->
              ledger.noteSession(
                  new dev.agentpool.task.AttemptKey(new TaskId("task-0"), 1), "/x", null))
          .isInstanceOf(IllegalArgumentException.class);
      Load.passOne(ledger);
      replayed(ledger);
    }
  }

  // refused files

  private void assertRefused(LedgerException.Code code, String... parts) {
    assertThatThrownBy(() -> SqliteLedger.open(file(), Clock.systemUTC()))
        .isInstanceOfSatisfying(
            LedgerException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.getMessage()).contains(file().toString()).contains(parts);
            });
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedWithAdviceAndLeftAsItIs() throws IOException {
    Files.writeString(file(), "these are my notes, not a database\n".repeat(100));
    byte[] before = Files.readAllBytes(file());
    assertRefused(LedgerException.Code.CORRUPT, "damaged", "backup");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  void aTruncatedFileIsRefusedAndLeftAsItIs() throws IOException {
    fill();
    long size = Files.size(file());
    try (RandomAccessFile cut = new RandomAccessFile(file().toFile(), "rw")) {
      cut.setLength(size / 2);
    }
    assertRefused(LedgerException.Code.CORRUPT, "damaged");
    assertThat(Files.size(file())).isEqualTo(size / 2);
  }

  @Test
  void aFileWhoseSchemaIsOverwrittenIsRefused() throws IOException {
    fill();
    try (RandomAccessFile damage = new RandomAccessFile(file().toFile(), "rw")) {
      damage.seek(100);
      damage.write(new byte[3900]);
    }
    assertRefused(LedgerException.Code.CORRUPT, "damaged");
  }

  @Test
  void damageDeepInsideIsRefusedWhenItIsMet() throws IOException {
    fill();
    try (RandomAccessFile damage = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 4096 * 2; page < damage.length(); page += 4096) {
        damage.seek(page);
        damage.write(new byte[] {77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77});
      }
    }
    assertThatThrownBy(
            () -> {
              try (Ledger ledger = SqliteLedger.open(file(), Clock.systemUTC())) {
                Load.submit(ledger, "x");
              }
            })
        .isInstanceOfSatisfying(
            LedgerException.class,
            damaged -> assertThat(damaged.code()).isEqualTo(LedgerException.Code.CORRUPT));
  }

  private void fill() {
    try (Ledger ledger = Load.open(file())) {
      for (int i = 0; i < 50; i++) {
        Load.submit(ledger, "x".repeat(2000));
      }
    }
  }

  @Test
  void aLedgerOfANewerAgentpoolIsRefused() throws Exception {
    Load.open(file()).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO schema_version (version) VALUES (999)");
    }
    assertRefused(LedgerException.Code.TOO_NEW, "999", "newer");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() {
    Path nowhere = Path.of("/proc/agentpool-ledger.db");
    assertThatThrownBy(() -> SqliteLedger.open(nowhere, Clock.systemUTC()))
        .isInstanceOfSatisfying(
            LedgerException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(LedgerException.Code.FAILED);
              assertThat(refusal.getMessage()).contains("/proc/agentpool-ledger.db", "writable");
            });
  }

  @Test
  void onlyItsOwnerMayReadTheFile() throws IOException {
    Load.open(file()).close();
    assertThat(Files.getPosixFilePermissions(file())).hasToString("[OWNER_READ, OWNER_WRITE]");
  }
}
