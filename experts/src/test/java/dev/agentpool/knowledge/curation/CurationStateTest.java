package dev.agentpool.knowledge.curation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.expert.Curation;
import dev.agentpool.knowledge.curation.CurationState.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurationStateTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path pool;

  private static CurationState after(int tasks) {
    CurationState state = CurationState.NEW.begun(NOW, 0, "");
    for (int i = 1; i <= tasks; i++) {
      state = state.ended(i, "task-" + i, true);
    }
    return state;
  }

  @Test
  void soManyTasksThatEndedWellAskForIt() {
    Curation ten = new Curation(10, 0);
    assertThat(after(9).due(ten, NOW, "")).isEmpty();
    assertThat(after(10).due(ten, NOW, "")).contains(Reason.TASKS);
    assertThat(after(9).ended(10, "task-x", false).due(ten, NOW, "")).isEmpty();
    assertThat(after(10).fired(NOW, "p").due(ten, NOW, "p")).isEmpty();
  }

  @Test
  void curationNeverFeedsItself() {
    Curation each = new Curation(1, 0);
    CurationState fired = after(1).fired(NOW, "p");
    CurationState curated = fired.ended(2, "curation-1775053920000", true);
    assertThat(curated.due(each, NOW, "p")).isEmpty();
    assertThat(curated.ended(3, "seed-auth-1775053920000", true).due(each, NOW, "p")).isEmpty();
    assertThat(curated.ended(4, "task-4", true).due(each, NOW, "p")).contains(Reason.TASKS);
  }

  @Test
  void anEndThatIsToldTwiceCountsOnce() {
    CurationState state = after(3);
    assertThat(state.ended(3, "task-3", true)).isEqualTo(state);
    assertThat(state.ended(1, "task-1", true)).isEqualTo(state);
  }

  @Test
  void nothingAsksForItWhereItIsOff() {
    Curation off = new Curation(0, 0);
    assertThat(after(1_000).due(off, NOW.plus(Duration.ofDays(9_000)), "changed")).isEmpty();
  }

  @Test
  void timeAsksForItOnlyWhereSomethingChanged() {
    Curation weekly = new Curation(0, 168);
    CurationState idle = CurationState.NEW.begun(NOW, 0, "p");
    Instant later = NOW.plus(Duration.ofDays(7));
    assertThat(idle.due(weekly, later, "p")).isEmpty();
    assertThat(idle.due(weekly, later, "q")).contains(Reason.TIME);
    assertThat(idle.ended(1, "task-1", true).due(weekly, later, "p")).contains(Reason.TIME);
    assertThat(idle.due(weekly, later.minusSeconds(1), "q")).isEmpty();
  }

  @Test
  void anIdleMonthAsksForNothing() {
    CurationBook book = new CurationBook(pool);
    book.change(state -> state.begun(NOW, 7, "p"));
    for (int hour = 0; hour < 24 * 30; hour++) {
      Instant at = NOW.plus(Duration.ofHours(hour));
      assertThat(new CurationBook(pool).read().due(Curation.USUAL, at, "p")).isEmpty();
    }
  }

  @Test
  void theCountOutlivesARestartAndAnEditOfTheSettings() {
    new CurationBook(pool).change(state -> after(4));
    CurationState again = new CurationBook(pool).read();
    assertThat(again).isEqualTo(after(4));
    assertThat(again.due(new Curation(5, 0), NOW, "")).isEmpty();
    assertThat(again.due(new Curation(4, 0), NOW, "")).contains(Reason.TASKS);
  }

  @Test
  void manyHandsCountEveryTaskOnce() throws Exception {
    List<Callable<CurationState>> work =
        IntStream.rangeClosed(1, 40)
            .<Callable<CurationState>>mapToObj(i ->
                () ->
                    new CurationBook(pool)
                        .change(s -> new CurationState(s.ended() + 1, s.counted(), null, "")))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
    assertThat(new CurationBook(pool).read().ended()).isEqualTo(40);
  }

  @Test
  void aBookThatIsNoneBeginsAnewAndNothingIsWrittenForNothing() throws IOException {
    CurationBook book = new CurationBook(pool);
    book.change(state -> state);
    Path file = pool.resolve(".knowledge/curation.json");
    assertThat(file).doesNotExist();
    Files.writeString(file, "{\"ended\": \"many");
    assertThat(book.read()).isEqualTo(CurationState.NEW);
  }
}
