package dev.agentpool.engine;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.live.LiveSession;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Under which key a live session was answered last: who got no reply and says the same again, under
 * the same key, has answered, and does not give it another turn. Kept in the ledger, one for each
 * session that lives. Thread-safe.
 */
final class AnswerKeys {
  private static final Space<Said> SPACE =
      new Space<>(
          "answered", Codec.of(Said::text, Said::read), new NoteBound(4_000, 4_000_000, 10_000));
  private final Ledger ledger;
  private final Notes<Said> notes;

  AnswerKeys(Ledger ledger) {
    this.ledger = ledger;
    this.notes = SPACE.in(ledger);
  }

  private record Said(QuestionId question, String key) {
    private static Said read(String text) {
      String[] parts = text.split(" ", 2);
      return new Said(new QuestionId(parts[0]), parts[1]);
    }

    private String text() {
      return question.value() + " " + key;
    }
  }

  /** The question that this key has answered. */
  Optional<QuestionId> answered(LiveSession session, @Nullable String key) {
    if (key == null) {
      return Optional.empty();
    }
    return notes
        .find(session.pool(), session.id().value())
        .map(Noted::value)
        .filter(said -> said.key().equals(key))
        .map(Said::question)
        .filter(id -> ledger.question(id).map(Question::given).isPresent());
  }

  /** Before it is answered, so that no kill comes between. One too many is not kept. */
  void answers(LiveSession session, @Nullable String key, QuestionId question) {
    if (key != null) {
      notes.put(session.pool(), session.id().value(), new Said(question, key));
    }
  }

  void forget(LiveSession session) {
    notes.remove(session.pool(), session.id().value());
  }
}
