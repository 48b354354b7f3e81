package dev.agentpool.grant;

import dev.agentpool.question.QuestionId;
import dev.agentpool.task.TaskId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A permission that holds for a while: for exactly the use that was asked for, in its pool.
 *
 * @param id {@code grant-} and hexadecimal digits, made of the digest
 * @param digest of the use, by a key of this user's
 * @param what it is for, one line for people
 * @param session the conversation in which alone it holds; empty for the whole pool
 * @param by who gave it
 * @param question by whose answer
 * @param task whose agent asked
 * @param revoked when it was taken back; it is kept until its time is over, so that the same answer
 *     does not give it again
 */
public record Grant(
    String id,
    String digest,
    String what,
    String provider,
    String tool,
    Optional<String> session,
    String by,
    Instant since,
    Instant until,
    QuestionId question,
    TaskId task,
    Optional<Instant> revoked) {
  private static final Pattern FORM = Pattern.compile("grant-[0-9a-f]{16}");
  private static final int DIGITS = 16;

  /** The name of the grant for a use with this digest. */
  public static String idOf(String digest) {
    return "grant-" + digest.substring(0, DIGITS);
  }

  /** Whether a person's text can name one. */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  boolean holds(Instant now) {
    return revoked.isEmpty() && !isOver(now) && !now.isBefore(since);
  }

  Grant revokedAt(Instant now) {
    return new Grant(
        id,
        digest,
        what,
        provider,
        tool,
        session,
        by,
        since,
        until,
        question,
        task,
        Optional.of(now));
  }
}
