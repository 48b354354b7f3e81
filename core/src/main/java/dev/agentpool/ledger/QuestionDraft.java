package dev.agentpool.ledger;

import dev.agentpool.budget.Money;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.task.AttemptKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question that is to be asked.
 *
 * @param attempt whose agent asks; null when agentpool itself does
 * @param requestId what the agent calls it, at most 200 characters; the same one with the same
 *     content is the same question, with other content it takes the place of the former one
 * @param deadline when {@code otherwise} is answered; both or neither
 * @param keep what the attempt's reservation shrinks to while it waits, if it is more; null to
 *     leave it
 */
public record QuestionDraft(
    PoolId pool,
    @Nullable AttemptKey attempt,
    @Nullable String requestId,
    Asked asked,
    @Nullable Instant deadline,
    @Nullable Answer otherwise,
    @Nullable Money keep) {
  private static final int LONGEST_REQUEST_ID = 200;

  public QuestionDraft {
    if (requestId != null && requestId.length() > LONGEST_REQUEST_ID) {
      throw new IllegalArgumentException(
          "a request's id has at most " + LONGEST_REQUEST_ID + " characters");
    }
    if ((deadline == null) != (otherwise == null)) {
      throw new IllegalArgumentException(
          "a question has a deadline and an answer for it, or neither");
    }
  }
}
