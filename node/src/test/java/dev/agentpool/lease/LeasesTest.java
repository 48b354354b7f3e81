package dev.agentpool.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.ledger.space.SetAside;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final PoolId POOL = new PoolId("main-00000001");
  private final SettableClock clock = new SettableClock();
  private final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  private final Leases leases = new Leases(ledger);

  LeasesTest() {
    ledger.openPool(new PoolRecord(POOL, "main", "/tmp/main", Caps.NONE));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private TaskId task() {
    return ledger.submit(Submission.of(POOL, TaskSpec.of("x"))).orThrow().getFirst();
  }

  private Leases.Taking take(TaskId task, String file, Lease.Mode mode, Duration time) {
    return leases.take(POOL, new LeaseHolder.OfTask(task), file, mode, time).orThrow();
  }

  private Lease taken(TaskId task, String file, Lease.Mode mode, Duration time) {
    return ((Leases.Taking.Taken) take(task, file, mode, time)).lease();
  }

  @Test
  void aSessionsLeaseIsItsTurnsTooAndEndsWithIt() {
    LiveSession session =
        ledger
            .openSession(new SessionDraft(POOL, TaskSpec.of("x"), null, "{}", null, null, 4, null))
            .orThrow();
    LeaseHolder whole = new LeaseHolder.OfSession(session.id());
    LeaseHolder turn = new LeaseHolder.OfTask(session.firstTurn());
    LeaseHolder other = new LeaseHolder.OfTask(task());
    leases.take(POOL, whole, "a", Lease.Mode.WRITE, null).orThrow();
    assertThat(leases.against(POOL, turn, "a", Lease.Mode.WRITE)).isEmpty();
    assertThat(leases.against(POOL, other, "a", Lease.Mode.READ))
        .hasValueSatisfying(
            lease -> assertThat(lease.told()).contains("leased to " + session.id() + " to write"));
    leases.take(POOL, turn, "b", Lease.Mode.WRITE, null).orThrow();
    assertThat(leases.against(POOL, whole, "b", Lease.Mode.WRITE)).isEmpty();
    ledger.endSession(session.id(), EndedAs.CANCELLED, "").orThrow();
    assertThat(leases.list(POOL)).isEmpty();
    assertThat(leases.against(POOL, other, "a", Lease.Mode.WRITE)).isEmpty();
  }

  @Test
  void aWriterStandsAloneAndReadersBesideEachOther() {
    TaskId one = task();
    TaskId two = task();
    Lease written = taken(one, "a", Lease.Mode.WRITE, null);
    assertThat(take(two, "a", Lease.Mode.WRITE, null)).isEqualTo(new Leases.Taking.Held(written));
    assertThat(take(two, "a", Lease.Mode.READ, null)).isEqualTo(new Leases.Taking.Held(written));
    Lease read = taken(one, "b", Lease.Mode.READ, null);
    taken(two, "b", Lease.Mode.READ, null);
    assertThat(take(two, "b", Lease.Mode.WRITE, null)).isEqualTo(new Leases.Taking.Held(read));
    assertThat(leases.list(POOL)).extracting(Lease::file).containsExactly("a", "b", "b");
  }

  @Test
  void whoHasAFileRenewsItAndAWriterStaysOne() {
    TaskId one = task();
    Lease first = taken(one, "a", Lease.Mode.WRITE, Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(9));
    Lease again = taken(one, "a", Lease.Mode.READ, Duration.ofSeconds(10));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.mode()).isEqualTo(Lease.Mode.WRITE);
    clock.advance(Duration.ofSeconds(9));
    assertThat(leases.list(POOL)).containsExactly(again);
  }

  @Test
  void aLeaseEndsAtItsTimeAndWithItsTask() {
    TaskId one = task();
    TaskId two = task();
    taken(one, "a", Lease.Mode.WRITE, Duration.ofSeconds(10));
    taken(one, "b", Lease.Mode.WRITE, null);
    assertThat(leases.against(POOL, new LeaseHolder.OfTask(two), "a", Lease.Mode.WRITE))
        .isPresent();
    clock.advance(Duration.ofSeconds(10));
    assertThat(leases.against(POOL, new LeaseHolder.OfTask(two), "a", Lease.Mode.WRITE)).isEmpty();
    taken(two, "a", Lease.Mode.WRITE, null);
    assertThat(leases.against(POOL, new LeaseHolder.OfTask(two), "b", Lease.Mode.READ)).isPresent();
    ledger.cancel(one, "enough").orThrow();
    assertThat(leases.against(POOL, new LeaseHolder.OfTask(two), "b", Lease.Mode.READ)).isEmpty();
    assertThat(leases.list(POOL))
        .extracting(Lease::holder)
        .containsExactly(new LeaseHolder.OfTask(two));
  }

  @Test
  void onlyWhatIsMeantIsReleasedAndOnlyWhatStillHeldIsCounted() {
    TaskId one = task();
    TaskId two = task();
    assertThat(leases.release(POOL, _ -> true).orThrow()).isZero();
    taken(one, "a", Lease.Mode.WRITE, null);
    taken(one, "b", Lease.Mode.WRITE, Duration.ofSeconds(1));
    taken(two, "c", Lease.Mode.WRITE, null);
    clock.advance(Duration.ofSeconds(1));
    assertThat(leases.release(POOL, lease -> lease.holder().id().equals(one.value())).orThrow())
        .isEqualTo(1);
    assertThat(leases.list(POOL)).extracting(Lease::file).containsExactly("c");
  }

  /** Of many that want a file at once one gets it, whoever that is. */
  @Test
  void oneOfManyAtOnceGetsTheFile() throws Exception {
    List<TaskId> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tasks.add(task());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 50; round++) {
        String file = "file-" + round;
        List<Callable<Leases.Taking>> wanted =
            tasks.stream()
                .map(task ->
                    (Callable<Leases.Taking>) () -> take(task, file, Lease.Mode.WRITE, null))
                .toList();
        int got = 0;
        for (Future<Leases.Taking> each : threads.invokeAll(wanted)) {
          got += each.get() instanceof Leases.Taking.Taken ? 1 : 0;
        }
        assertThat(got).as(file).isEqualTo(1);
      }
    }
    assertThat(leases.list(POOL)).hasSize(50);
  }

  @Test
  void thereIsABoundAndItIsTold() {
    TaskId one = task();
    for (int i = 0; i < Leases.MOST; i++) {
      taken(one, "f" + i, Lease.Mode.READ, null);
    }
    assertThat(take(one, "one more", Lease.Mode.READ, null)).isEqualTo(new Leases.Taking.Full());
    taken(one, "f0", Lease.Mode.WRITE, null);
  }

  /** Whatever got into the note, files can be leased, and the text is kept. */
  @Test
  void aTextThatIsNoLeaseIsSetAside() {
    ledger
        .putNotes(
            POOL,
            Leases.SPACE.name(),
            List.of(
                new dev.agentpool.ledger.NotePut(
                    "all", "nonsense", new dev.agentpool.ledger.NotePut.Expected.Anything())),
            Leases.SPACE.bound())
        .orThrow();
    assertThat(leases.list(POOL)).isEmpty();
    taken(task(), "a", Lease.Mode.WRITE, null);
    assertThat(SetAside.SPACE.in(ledger).list(POOL)).hasSize(1);
  }
}
