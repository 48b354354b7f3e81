package dev.agentpool.ledger;

import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the ledger tells of questions. */
public interface QuestionReadings {
  Optional<Question> question(QuestionId id);

  /** In the order in which they were asked. */
  List<Question> questions(QuestionFilter filter);

  /** How many there are, whatever the filter's limit and offset. */
  long count(QuestionFilter filter);

  /** When the first deadline of an open question is; empty when none has one. */
  Optional<Instant> nextDeadline();
}
