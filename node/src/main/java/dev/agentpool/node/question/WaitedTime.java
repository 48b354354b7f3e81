package dev.agentpool.node.question;

import dev.agentpool.question.Question;
import dev.agentpool.task.AttemptKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** How long an attempt has waited for answers, also while another daemon ran. */
public final class WaitedTime {
  private WaitedTime() {}

  /**
   * The time in which at least one of the attempt's questions was open.
   *
   * @param questions of its task
   */
  public static Duration of(AttemptKey attempt, List<Question> questions, Instant now) {
    Duration sum = Duration.ZERO;
    Instant until = Instant.MIN;
    List<Question> own =
        questions.stream()
            .filter(question -> attempt.equals(question.attempt()))
            .sorted(Comparator.comparing(Question::askedAt))
            .toList();
    for (Question question : own) {
      Instant from = question.askedAt().isAfter(until) ? question.askedAt() : until;
      Instant to = end(question, now);
      if (to.isAfter(from)) {
        sum = sum.plus(Duration.between(from, to));
        until = to;
      }
    }
    return sum;
  }

  private static Instant end(Question question, Instant now) {
    if (question.given() != null) {
      return question.given().at();
    }
    return question.closedAt() == null ? now : question.closedAt();
  }
}
