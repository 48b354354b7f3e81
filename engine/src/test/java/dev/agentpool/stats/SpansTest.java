package dev.agentpool.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much was done side by side. */
class SpansTest {
  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

  private static Spans.Span span(int fromMinute, int untilMinute) {
    return new Spans.Span(
        START.plus(Duration.ofMinutes(fromMinute)), START.plus(Duration.ofMinutes(untilMinute)));
  }

  @Test
  void hoursOfWorkAreSetAgainstTheTimeFromTheFirstBeginningToTheLastEnd() {
    Spans.Parallelism told = Spans.of(List.of(span(0, 60), span(30, 90), span(40, 50)));
    assertThat(told.wallClockHours()).isEqualTo(1.5);
    assertThat(told.sumWorkerHours()).isEqualTo(2.1667);
    assertThat(told.ratio()).hasValue(1.44);
    assertThat(told.peakConcurrent()).isEqualTo(3);
    assertThat(told.peakAt()).isEqualTo(START.plus(Duration.ofMinutes(40)));
  }

  @Test
  void whoBeginsWhenAnotherEndsWasBesideIt() {
    assertThat(Spans.of(List.of(span(0, 10), span(10, 20))).peakConcurrent()).isEqualTo(2);
  }

  @Test
  void ofNobodyNothingIsSaid() {
    Spans.Parallelism none = Spans.of(List.of());
    assertThat(none.ratio()).isEmpty();
    assertThat(none.peakAt()).isNull();
    assertThat(Spans.of(List.of(span(5, 5))).ratio()).isEmpty();
  }
}
