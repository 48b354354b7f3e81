package dev.agentpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.SessionMetrics;
import dev.agentpool.answer.Task;
import dev.agentpool.answer.TaskResult;
import dev.agentpool.answer.Tokens;
import dev.agentpool.request.MetricsFilter;
import dev.agentpool.request.TaskFilter;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a pool does with work, with the scripted agent; one pool for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolTest {
  private Pool pool;

  @BeforeAll
  void open(@TempDir Path temp) throws Exception {
    pool = Project.in(temp).builder().slots(3).closeDeadline(Duration.ZERO).build();
  }

  @AfterAll
  void close() {
    pool.close();
  }

  @Test
  void aResultHasEverythingThatTheAgentTold() {
    TaskOutcome outcome =
        pool.run("@@say hello@@ @@cost 0.0125@@ @@usage 10 20 30 40@@", TaskOptions.DEFAULTS);
    TaskResult result = outcome.orThrow();
    assertThat(outcome).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(result.output()).isEqualTo("hello");
    assertThat(result.cost().usd()).isEqualByComparingTo("0.0125");
    assertThat(result.cost().known()).isTrue();
    assertThat(result.turns()).isPositive();
    assertThat(result.sessionId()).isPresent();
    assertThat(result.model()).isPresent();
    assertThat(result.tokens()).isEqualTo(new Tokens(10, 20, 30, 40));
    assertThat(result.elapsed()).isPositive();
  }

  @Test
  void structuredOutputIsJsonText() {
    TaskOptions options = TaskOptions.DEFAULTS.withJsonSchema(Map.of("type", "object"));
    TaskResult result = pool.run("@@structured {\"a\":1}@@", options).orThrow();
    assertThat(result.structuredOutput()).contains("{\"a\":1}");
  }

  @Test
  void aFailureIsAnOutcomeAndAnExceptionOnlyForThoseWhoAskForTheResult() {
    TaskOutcome outcome = pool.run("@@fail it broke@@");
    assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
    assertThat(outcome.success()).isFalse();
    assertThatExceptionOfType(PoolException.TaskFailed.class)
        .isThrownBy(outcome::orThrow)
        .withMessageContaining(outcome.id())
        .satisfies(failed -> assertThat(failed.outcome()).isEqualTo(outcome));
  }

  @Test
  void outputIsToldWhileItIsSaid() {
    List<String> said = new ArrayList<>();
    TaskOutcome outcome = pool.run("@@say one@@ @@say two@@", TaskOptions.DEFAULTS, said::add);
    assertThat(outcome.success()).isTrue();
    assertThat(String.join("", said)).contains("one").contains("two");
  }

  @Test
  void aFanOutThatFailsLosesNothing() {
    List<String> prompts = List.of("@@say one@@", "@@fail no@@", "@@say three@@");
    assertThatExceptionOfType(PoolException.FanOutFailed.class)
        .isThrownBy(() -> pool.fanOut(prompts))
        .withMessageContaining("1 of 3 tasks did not succeed")
        .satisfies(failed ->
            assertThat(failed.outcomes())
                .extracting(TaskOutcome::success)
                .containsExactly(true, false, true));
    assertThat(pool.fanOut(prompts, FanOutOptions.DEFAULTS.settling()))
        .extracting(outcome -> outcome.result().output())
        .startsWith("one")
        .endsWith("three");
  }

  @Test
  void reviewsRejectUntilTheMaximum() {
    TaskHandle task =
        pool.submitWithReview("@@say draft@@", TaskOptions.DEFAULTS.withMaxRejections(2));
    assertThat(task.await()).isInstanceOf(TaskOutcome.PendingReview.class);
    assertThat(task.review().task().state()).isEqualTo(TaskState.PENDING_REVIEW);
    task.reject("better");
    assertThat(task.await()).isInstanceOf(TaskOutcome.PendingReview.class);
    task.reject("still not");
    assertThat(task.await()).isInstanceOf(TaskOutcome.Failed.class);
    assertThat(task.info().rejections()).isEqualTo(2);
    assertThatExceptionOfType(PoolException.WrongState.class).isThrownBy(task::approve);
  }

  @Test
  void cancellingIsFinalAndHarmlessTwice() {
    TaskHandle task = pool.submit("@@hang@@");
    assertThat(task.result()).isEmpty();
    task.cancel();
    assertThat(task.await()).isInstanceOf(TaskOutcome.Cancelled.class);
    assertThat(task.cancel().state()).isEqualTo(TaskState.CANCELLED);
  }

  @Test
  void waitingEndsWithItsTimeAndTheTaskGoesOn() {
    TaskHandle task = pool.submit("@@hang@@");
    assertThat(task.await(Duration.ofMillis(50))).isEmpty();
    assertThat(pool.await(List.of(task.id()), WaitMode.all(), Duration.ofMillis(50)).satisfied())
        .isFalse();
    task.cancel();
  }

  @Test
  void whatIsUnknownIsSaidByItsOwnException() {
    assertThatExceptionOfType(PoolException.TaskNotFound.class)
        .isThrownBy(() -> pool.task("task-abc").await())
        .withMessage("task not found: task-abc");
    assertThatExceptionOfType(PoolException.SlotNotFound.class)
        .isThrownBy(() -> pool.slots().get("slot-99"))
        .withMessage("slot not found: slot-99");
    assertThatExceptionOfType(PoolException.SlotNotFound.class)
        .isThrownBy(() -> pool.messages().send("me", "slot-99", "hello"));
    assertThatExceptionOfType(PoolException.NotFound.class)
        .isThrownBy(() -> pool.workflow("nothing", Map.of()))
        .withMessageContaining("workflow 'nothing' not found");
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> pool.workflow("review_and_fix", Map.of()))
        .withMessageContaining("missing required argument 'review_target'");
    assertThatExceptionOfType(PoolException.NotFound.class)
        .isThrownBy(() -> pool.skills().get("nothing"));
    assertThatExceptionOfType(PoolException.NotFound.class)
        .isThrownBy(() -> pool.agents().invoke("nobody", "hello"));
    assertThatExceptionOfType(PoolException.Invalid.class)
        .isThrownBy(() -> pool.run("hello", TaskOptions.DEFAULTS.withSetting("modle", "x")))
        .withMessageContaining("modle");
    assertThatExceptionOfType(PoolException.Conflict.class)
        .isThrownBy(() -> pool.slots().scaleUp(1_000))
        .withMessageContaining("max_slots");
    assertThat(pool.context().get("nothing")).isEmpty();
    assertThat(pool.context().delete("nothing")).isFalse();
    assertThat(pool.skills().remove("nothing")).isFalse();
  }

  @Test
  void contextKeysMayHoldAnything() {
    SharedContext context = pool.context();
    context.set("a/b c?ü&d", "x\ny");
    assertThat(context.get("a/b c?ü&d")).contains("x\ny");
    assertThat(context.delete("a/b c?ü&d")).isTrue();
  }

  @Test
  void aChainThatFailsTellsWhereAndWhatItCost() {
    ChainResult result =
        pool.chain(
                List.of(
                    Step.prompt("fine", "@@say {\"n\":7}@@").withOutput("n", "n"),
                    Step.prompt("broken", "@@fail no {steps.fine.n}@@").withRetries(1),
                    Step.prompt("never", "@@say never@@")))
            .await();
    assertThat(result.success()).isFalse();
    assertThat(result.state()).isEqualTo(TaskState.FAILED);
    assertThat(result.steps())
        .extracting(ChainResult.StepResult::name)
        .containsExactly("fine", "broken");
    assertThat(result.steps().getLast().retriesUsed()).isEqualTo(1);
    assertThat(result.output()).contains("no 7");
    Task step = pool.task(result.steps().getLast().taskId()).info();
    assertThat(step.step()).contains("broken");
    assertThat(step.prompt()).contains("{steps.fine.n}");
    assertThat(step.renderedPrompt())
        .hasValueSatisfying(asked -> assertThat(asked).contains("no 7"));
    assertThat(result.cost().microdollars()).isPositive();
  }

  @Test
  void aRefusedChainKeepsNoOtherBack() {
    List<ChainSubmission> submissions =
        pool.fanOutChains(
            List.of(List.of(), List.of(Step.prompt("one", "@@say one@@"))), ChainOptions.DEFAULTS);
    assertThat(submissions.getFirst()).isInstanceOf(ChainSubmission.Refused.class);
    assertThat(submissions.getLast())
        .isInstanceOfSatisfying(
            ChainSubmission.Accepted.class,
            accepted -> assertThat(accepted.chain().await().output()).isEqualTo("one"));
  }

  @Test
  void eventsAreToldOnceAndInOrderAndEndWithTheirClosing() {
    try (PoolEvents events = pool.events()) {
      String id = pool.submit("@@say hello@@").id();
      List<TaskState> states = new ArrayList<>();
      Iterator<PoolEvent> all = events.iterator();
      long last = 0;
      while (!states.contains(TaskState.COMPLETED)) {
        PoolEvent event = all.next();
        assertThat(event.sequence()).isGreaterThan(last);
        last = event.sequence();
        if (event instanceof PoolEvent.TaskChanged change && change.taskId().equals(id)) {
          states.add(change.to());
        }
      }
      assertThat(states).containsExactly(TaskState.PENDING, TaskState.RUNNING, TaskState.COMPLETED);
      Thread.ofVirtual().start(events::close);
      assertThat(all).toIterable().allSatisfy(event -> assertThat(event).isNotNull());
    }
  }

  @Test
  void manyCallersShareAPool() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TaskOutcome>> running = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String prompt = "@@say number " + i + "@@";
        running.add(callers.submit(() -> pool.run(prompt)));
      }
      for (int i = 0; i < 60; i++) {
        assertThat(running.get(i).get().orThrow().output()).isEqualTo("number " + i);
      }
    }
  }

  @Test
  void optionsAreLeftAsTheyAre() {
    TaskOptions plain = TaskOptions.DEFAULTS.withModel("haiku");
    TaskOptions tagged = plain.withTags("a");
    assertThat(plain.request()).isEmpty();
    assertThat(tagged.settings()).isEqualTo(Map.of("model", "haiku"));
    assertThat(tagged).isEqualTo(TaskOptions.DEFAULTS.withModel("haiku").withTags("a"));
  }

  @Test
  void theSameKeyGivesTheSameTask() {
    TaskOptions keyed = TaskOptions.DEFAULTS.withIdempotencyKey("once");
    assertThat(pool.submit("@@say once@@", keyed).id())
        .isEqualTo(pool.submit("@@say once@@", keyed).id());
  }

  @Test
  void metricsCountByTagAndStatusCountsSlots() {
    TaskOptions tagged = TaskOptions.DEFAULTS.withTags("counted");
    pool.run("@@say one@@ @@cost 0.01@@", tagged);
    pool.run("@@say two@@ @@cost 0.03@@", tagged);
    SessionMetrics metrics = pool.metrics(MetricsFilter.ALL.withTags("counted"));
    assertThat(metrics.completed()).isEqualTo(2);
    assertThat(metrics.totalSpend()).isEqualTo(Cost.ofMicrodollars(40_000));
    assertThat(metrics.averageCost()).isEqualTo(Cost.ofMicrodollars(20_000));
    assertThat(pool.tasks(TaskFilter.ALL.withTags("counted"))).hasSize(2);
    assertThat(pool.status().totalSlots()).isEqualTo(3);
    assertThat(pool.status().paused()).isEmpty();
    assertThat(pool.status().walls()).isNotEmpty();
    assertThat(metrics.matchedConfigured()).isZero();
    pool.run("@@say three@@", tagged.withModel("haiku"));
    assertThat(
            pool.metrics(MetricsFilter.ALL.withTags("counted").withModel("haiku"))
                .matchedConfigured())
        .isEqualTo(1);
  }
}
