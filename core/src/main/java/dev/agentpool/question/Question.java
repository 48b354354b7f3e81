package dev.agentpool.question;

import dev.agentpool.pool.PoolId;
import dev.agentpool.task.AttemptKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question as it stands.
 *
 * @param attempt whose agent asks; null when agentpool itself does
 * @param requestId what the agent calls it; null when it has no name for it
 * @param otherwise what is answered when the deadline passes; null exactly when there is none
 * @param given null until it is answered
 * @param closedAt when it was delivered or became void; null before
 * @param reason why it is void; empty otherwise
 * @param fingerprint of what was asked before it was redacted, by a key of this user's; null when
 *     whoever asks has none
 */
public record Question(
    QuestionId id,
    PoolId pool,
    @Nullable AttemptKey attempt,
    @Nullable String requestId,
    Asked asked,
    State state,
    Instant askedAt,
    @Nullable Instant deadline,
    @Nullable Answer otherwise,
    @Nullable Given given,
    @Nullable Instant closedAt,
    String reason,
    @Nullable String fingerprint) {
  public Question {
    if ((deadline == null) != (otherwise == null)) {
      throw new IllegalArgumentException(
          "a question has a deadline and an answer for it, or neither: " + id);
    }
  }

  /** The lower-case name is the wire name. */
  public enum State {
    /** Nobody has answered. */
    OPEN,
    /** Answered, and the asker has not shown yet that it has the answer. */
    ANSWERED,
    DELIVERED,
    /** Nobody waits for an answer any more. */
    VOID;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param by a person, a rule or the deadline, in words for people
   */
  public record Given(Answer answer, String by, Instant at) {}

  /** Whether this is the question of the draft: what was asked is the same, to the letter. */
  public boolean isOf(Asked again, @Nullable String itsFingerprint) {
    return fingerprint == null || itsFingerprint == null
        ? asked.equals(again)
        : fingerprint.equals(itsFingerprint);
  }

  public Question answered(Given answer) {
    return new Question(
        id,
        pool,
        attempt,
        requestId,
        asked,
        State.ANSWERED,
        askedAt,
        deadline,
        otherwise,
        answer,
        null,
        "",
        fingerprint);
  }

  /**
   * @param end {@link State#DELIVERED} or {@link State#VOID}
   */
  public Question closed(State end, Instant at, String why) {
    return new Question(
        id,
        pool,
        attempt,
        requestId,
        asked,
        end,
        askedAt,
        deadline,
        otherwise,
        given,
        at,
        why,
        fingerprint);
  }
}
