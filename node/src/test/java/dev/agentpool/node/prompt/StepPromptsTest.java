package dev.agentpool.node.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Money;
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
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.testkit.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an attempt is asked: its prompt, filled in where it is a template, and all feedback. */
final class StepPromptsTest {
  private static final PoolId POOL = new PoolId("lab-1a2b3c4d");

  private final SettableClock clock = new SettableClock();
  private final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);

  StepPromptsTest() {
    ledger.openPool(new PoolRecord(POOL, "lab", "/lab", Caps.NONE));
  }

  private TaskId submitReviewed(TaskSpec spec) {
    TaskSpec reviewed = spec.withReview(new ReviewPolicy(true, 3));
    return ledger.submit(Submission.of(POOL, reviewed)).orThrow().getFirst();
  }

  private void answer() {
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
  }

  private StepPrompts.Work asked(TaskId id) {
    return new StepPrompts(ledger).of(ledger.task(id).orElseThrow());
  }

  @Test
  void allFeedbackStandsBelowThePromptNewestLast() {
    TaskId id = submitReviewed(TaskSpec.of("draw {a} house"));
    answer();
    ledger.reject(id, "with a door").orThrow();
    answer();
    ledger.reject(id, "a red one").orThrow();
    assertThat(asked(id))
        .isEqualTo(
            new StepPrompts.Work.Ask(
                "draw {a} house\n\n[Review feedback, attempt 1 of 3]\nwith a door"
                    + "\n\n[Review feedback, attempt 2 of 3]\na red one",
                List.of()));
  }

  @Test
  void aNameInFeedbackToATemplateIsNeverFilledIn() {
    PlanPart part =
        new PlanPart.Step("a", "a", Map.of("x", "a tree"), Map.of(), null, null, false, false);
    TaskId id = submitReviewed(TaskSpec.of(new Prompt.Template("draw {x}")).withPart(part));
    answer();
    ledger.reject(id, "write {x} and {previous_output} below it").orThrow();
    assertThat(asked(id))
        .isEqualTo(
            new StepPrompts.Work.Ask(
                "draw a tree\n\n[Review feedback, attempt 1 of 3]\n"
                    + "write {x} and {previous_output} below it",
                List.of()));
  }
}
