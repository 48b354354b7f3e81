package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.node.Node;
import dev.agentpool.rest.Api;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The process ends when whoever asked for it is answered, and not when it could. */
class StoppingTest {
  private static final Node.StopReport REPORT = new Node.StopReport(0, 0, 0, 0, 0, List.of());
  private static final Duration LONG = Duration.ofMinutes(10);

  private final AwakeTime awake = AwakeTime.ofMachine();
  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Thread> stops = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  @AfterEach
  void close() {
    awake.close();
  }

  private Stopping stopping(Duration answering, Stopping.Work work) {
    return new Stopping(
        awake,
        patience -> {
          stops.complete(Thread.currentThread());
          return work.stop(patience);
        },
        () -> {
          happened.add("end");
          ended.complete(null);
        },
        answering);
  }

  /** The stop's own thread has nothing more to do than to wait for somebody, or is gone. */
  private void awaitRest() throws Exception {
    Thread thread = stops.get(90, TimeUnit.SECONDS);
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() ->
            thread.getState() == Thread.State.TIMED_WAITING
                || thread.getState() == Thread.State.TERMINATED);
  }

  private void answer(String who, Api.LastAnswers.Owed owed) {
    happened.add(who);
    owed.close();
  }

  private void awaitEnd() throws Exception {
    ended.get(90, TimeUnit.SECONDS);
  }

  @Test
  void endsWhenEveryoneWhoAskedIsAnsweredAndNotWhenTheFirstIs() throws Exception {
    Stopping stopping = stopping(LONG, _ -> REPORT);
    Api.LastAnswers.Owed first = stopping.owe();
    Api.LastAnswers.Owed second = stopping.owe();
    assertThat(stopping.stop(Duration.ZERO)).isSameAs(stopping.stop(Duration.ZERO));
    awaitRest();

    answer("first", first);
    awaitRest();
    answer("second", second);
    awaitEnd();

    assertThat(happened).containsExactly("first", "second", "end");
  }

  @Test
  void aStopThatIsOverBeforeAnybodyWaitsForItIsAnsweredToo() throws Exception {
    Stopping stopping = stopping(LONG, _ -> REPORT);
    Api.LastAnswers.Owed slow = stopping.owe();
    stopping.begin(Duration.ZERO);
    awaitRest();

    assertThat(stopping.stop(Duration.ZERO)).isSameAs(REPORT);
    answer("slow", slow);
    awaitEnd();

    assertThat(happened).containsExactly("slow", "end");
  }

  @Test
  void aStopThatBrokeWaitsForItsAnswerAsWell() throws Exception {
    Stopping stopping =
        stopping(
            LONG,
            _ -> {
              throw new IllegalStateException("the disk is gone");
            });
    Api.LastAnswers.Owed owed = stopping.owe();
    assertThatThrownBy(() -> stopping.stop(Duration.ZERO)).hasMessageContaining("the disk is gone");
    awaitRest();

    answer("told", owed);
    awaitEnd();

    assertThat(happened).containsExactly("told", "end");
  }

  @Test
  void whoNeverTakesTheirAnswerHoldsTheProcessOnlySoLong() throws Exception {
    Stopping stopping = stopping(Duration.ofMillis(50), _ -> REPORT);
    stopping.owe();
    stopping.begin(Duration.ZERO);

    awaitEnd();

    assertThat(happened).containsExactly("end");
  }

  @Test
  void aStopThatNobodyIsToBeToldOfEndsAtOnce() throws Exception {
    stopping(LONG, _ -> REPORT).begin(Duration.ZERO);

    awaitEnd();

    assertThat(happened).containsExactly("end");
  }
}
