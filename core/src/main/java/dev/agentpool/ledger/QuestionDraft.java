package dev.agentpool.ledger;

import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
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
 * @param keep what the attempt's reservation shrinks to while it waits, where it is more; null to
 *     leave it
 * @param fingerprint of all that is asked, before anything is redacted, by a key of this user's:
 *     the content of two questions is the same when it is; null where nothing was redacted
 */
public record QuestionDraft(
    PoolId pool,
    @Nullable AttemptKey attempt,
    @Nullable String requestId,
    Asked asked,
    @Nullable Instant deadline,
    @Nullable Answer otherwise,
    @Nullable Reservation keep,
    @Nullable String fingerprint) {
  private static final int LONGEST_REQUEST_ID = 200;

  /** Of what nothing was redacted of, with money that is kept. */
  public QuestionDraft(
      PoolId pool,
      @Nullable AttemptKey attempt,
      @Nullable String requestId,
      Asked asked,
      @Nullable Instant deadline,
      @Nullable Answer otherwise,
      @Nullable Money keep) {
    this(pool, attempt, requestId, asked, deadline, otherwise, money(keep), null);
  }

  private static @Nullable Reservation money(@Nullable Money keep) {
    return keep == null ? null : new Reservation(keep, Long.MAX_VALUE, Long.MAX_VALUE);
  }

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
