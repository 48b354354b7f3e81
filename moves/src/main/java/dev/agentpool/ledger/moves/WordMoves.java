package dev.agentpool.ledger.moves;

import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.space.Words;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Optional;

/**
 * What is said into turns of live sessions that run. Lives inside one transaction.
 *
 * <p>INVARIANT: words wait only for a session of which a turn runs, or whose turn's attempt may yet
 * tell what it heard; when that is over, those that are left are turns, in their order, in the same
 * transaction.
 */
final class WordMoves {
  private final Books books;
  private final NoteMoves notes;
  private final Admission admission;

  WordMoves(Books books, NoteMoves notes, Admission admission) {
    this.books = books;
    this.notes = notes;
    this.admission = admission;
  }

  List<Word> waiting(LiveSession session) {
    return Words.to(session.id(), session.pool(), books.notes());
  }

  /**
   * The turn that a word said now would be said into; empty when it would be a turn of its own.
   * What was said before and waits is not overtaken: neither a turn, nor a word.
   */
  Optional<TaskRecord> into(LiveSession session) {
    List<TaskRecord> open = books.sessions().openTurns(session.id());
    if (open.size() == 1 && open.getFirst().state() == TaskState.RUNNING) {
      return Optional.of(open.getFirst());
    }
    return waiting(session).isEmpty() ? Optional.empty() : books.tasks().find(session.lastTurn());
  }

  Reply<Word> put(LiveSession session, String by, String text) {
    if (waiting(session).size() >= Words.MOST) {
      return Reply.refused(
          Refusal.Code.QUEUE_FULL,
          Words.MOST
              + " words wait until session "
              + session.id()
              + " hears them: wait, or interrupt it (agentpool interrupt "
              + session.id()
              + ")");
    }
    Word word = new Word(session.id(), session.turnsSent() + 1, by, text);
    NotePut note =
        new NotePut(
            Words.key(word), Words.SPACE.codec().write(word), new NotePut.Expected.Nothing());
    return switch (notes.putNotes(
        session.pool(), Words.SPACE.name(), List.of(note), Words.SPACE.bound())) {
      case Reply.Done<?> _ -> Reply.done(word);
      case Reply.Refused<?>(Refusal why) -> new Reply.Refused<>(why);
    };
  }

  /** The session has ended: nobody hears them. */
  void gone(LiveSession session) {
    waiting(session).forEach(word -> remove(session.pool(), word));
  }

  private void remove(PoolId pool, Word word) {
    notes.removeNote(pool, Words.SPACE.name(), Words.key(word));
  }

  /** A task has ended, or its attempt has: what a session was told into it is its next turns. */
  void over(TaskRecord task) {
    String seat = task.spec().ordering().slot();
    if (seat == null || !(SlotName.of(seat) instanceof SlotName.Session) || mayHearOf(task)) {
      return;
    }
    books
        .sessions()
        .find(new SessionId(seat))
        .filter(LiveSession::lives)
        .ifPresent(session -> turned(session, task.spec()));
  }

  private boolean mayHearOf(TaskRecord task) {
    return switch (task.state()) {
      case PENDING, BLOCKED, RUNNING -> true;
      case PENDING_REVIEW, COMPLETED, FAILED, CANCELLED ->
          books.attempts().find(task.attempt()).filter(WordMoves::isUnsettled).isPresent();
    };
  }

  private static boolean isUnsettled(AttemptRecord attempt) {
    return !attempt.settled();
  }

  private void turned(LiveSession session, TaskSpec as) {
    for (Word word : waiting(session)) {
      remove(session.pool(), word);
      TaskId turn =
          admission.promised(session.pool(), as.withPrompt(new Prompt.Literal(word.text())));
      LiveSession now = books.sessions().find(session.id()).orElseThrow();
      books.sessions().put(now.withTurn(turn));
    }
  }
}
