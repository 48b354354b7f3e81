package dev.agentpool.ledger.moves;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.books.Admitted;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves of live sessions. Lives inside one transaction.
 *
 * <p>INVARIANTS: a session that has ended has no turn that could still begin; it is never spoken to
 * more often than it may be; no more live than may.
 */
final class SessionMoves {
  private static final String DUE = "its time was over";
  private final Books books;
  private final Admission admission;
  private final Endings endings;
  private final WordMoves words;
  private final QuestionMoves questions;
  private final Ids ids;

  SessionMoves(
      Books books,
      Admission admission,
      Endings endings,
      WordMoves words,
      QuestionMoves questions,
      Ids ids) {
    this.books = books;
    this.admission = admission;
    this.endings = endings;
    this.words = words;
    this.questions = questions;
    this.ids = ids;
  }

  Reply<LiveSession> open(SessionDraft draft) {
    switch (openedBefore(draft)) {
      case Reply.Refused(Refusal why) -> {
        return new Reply.Refused<>(why);
      }
      case Reply.Done(Optional<LiveSession> before) -> {
        if (before.isPresent()) {
          return Reply.done(before.get());
        }
      }
    }
    long living = books.sessions().living(draft.coordinator());
    if (living >= draft.atMost()) {
      return Reply.refused(
          Refusal.Code.TOO_MANY_SESSIONS,
          living
              + " live sessions are open and at most "
              + draft.atMost()
              + " may be: end one (agentpool terminate ID), or allow more"
              + " (max_parallel_sessions)");
    }
    SessionId id = ids.session();
    return switch (admission.seated(Submission.of(draft.pool(), inSeat(draft.first(), id)))) {
      case Reply.Refused(Refusal why) -> new Reply.Refused<>(why);
      case Reply.Done(List<TaskId> admitted) -> {
        String key = draft.idempotencyKey();
        if (key != null) {
          books.admissions().put(draft.pool(), key, new Admitted(fingerprint(draft), admitted));
        }
        yield Reply.done(add(draft, id, admitted.getFirst()));
      }
    };
  }

  private static String fingerprint(SessionDraft draft) {
    return Fingerprint.of(Submission.of(draft.pool(), draft.first()));
  }

  /** What its key has opened; empty when that is new. */
  Reply<Optional<LiveSession>> openedBefore(SessionDraft draft) {
    String key = draft.idempotencyKey();
    Admitted before = key == null ? null : books.admissions().find(draft.pool(), key).orElse(null);
    if (before == null) {
      return Reply.done(Optional.empty());
    }
    Optional<LiveSession> session = books.sessions().begunBy(before.tasks().getFirst());
    return session.isPresent() && before.fingerprint().equals(fingerprint(draft))
        ? Reply.done(session)
        : Reply.refused(
            Refusal.Code.IDEMPOTENCY_CONFLICT,
            "the idempotency key '"
                + key
                + "' came before with other work ("
                + before.tasks().getFirst()
                + "): use a new key for new work");
  }

  private LiveSession add(SessionDraft draft, SessionId id, TaskId first) {
    Instant now = books.now();
    LiveSession session =
        new LiveSession(
            id,
            draft.pool(),
            draft.coordinator(),
            draft.first().settings(),
            draft.about(),
            now,
            draft.lasts() == null ? null : now.plus(draft.lasts()).truncatedTo(ChronoUnit.MICROS),
            draft.maxTurns(),
            0,
            first,
            first,
            null);
    books.sessions().add(session, journal(session, JournalKind.SESSION_OPENED, ""));
    return session;
  }

  /** In the order in which they were said, also when one of them has to wait. */
  private static TaskSpec inSeat(TaskSpec turn, SessionId seat) {
    return turn.withOrdering(new Ordering(0, seat.value(), seat.value()));
  }

  /** A further turn; its task waits until those before it have ended. */
  Reply<TaskId> send(SessionId id, TaskSpec turn, @Nullable String idempotencyKey) {
    LiveSession session = books.sessions().find(id).orElse(null);
    if (session == null) {
      return notFound(id);
    }
    Submission submission = submission(session, turn, idempotencyKey);
    boolean again = isKnown(session.pool(), idempotencyKey);
    Optional<Refusal> fault = again ? Optional.empty() : deaf(session);
    if (fault.isPresent()) {
      return new Reply.Refused<>(fault.get());
    }
    return switch (admission.seated(submission)) {
      case Reply.Refused(Refusal why) -> new Reply.Refused<>(why);
      case Reply.Done(List<TaskId> admitted) -> {
        if (!again) {
          spoken(session, admitted.getFirst());
        }
        yield Reply.done(admitted.getFirst());
      }
    };
  }

  private static Submission submission(
      LiveSession session, TaskSpec turn, @Nullable String idempotencyKey) {
    return new Submission(
        session.pool(),
        List.of(new Submission.Node(inSeat(turn, session.id()), List.of(), List.of())),
        null,
        idempotencyKey);
  }

  /** A word into the turn that runs; empty when it is to be a turn of its own. */
  Reply<Optional<Word>> sayInto(
      SessionId id, TaskSpec turn, String by, @Nullable String idempotencyKey) {
    LiveSession session = books.sessions().find(id).orElse(null);
    if (session == null) {
      return notFound(id);
    }
    Optional<TaskRecord> into =
        isKnown(session.pool(), idempotencyKey) ? Optional.empty() : words.into(session);
    if (into.isEmpty() || !(turn.prompt() instanceof Prompt.Literal(String text))) {
      return Reply.done(Optional.empty());
    }
    Optional<Refusal> fault = deaf(session);
    if (fault.isPresent()) {
      return new Reply.Refused<>(fault.get());
    }
    return switch (words.put(session, by, text)) {
      case Reply.Refused(Refusal why) -> new Reply.Refused<>(why);
      case Reply.Done(Word word) -> {
        spoken(session, session.lastTurn());
        if (idempotencyKey != null) {
          String fingerprint = Fingerprint.of(submission(session, turn, idempotencyKey));
          books
              .admissions()
              .put(
                  session.pool(),
                  idempotencyKey,
                  new Admitted(fingerprint, List.of(into.get().id())));
        }
        yield Reply.done(Optional.of(word));
      }
    };
  }

  private boolean isKnown(PoolId pool, @Nullable String idempotencyKey) {
    return idempotencyKey != null && books.admissions().find(pool, idempotencyKey).isPresent();
  }

  /** It was told something that is no turn of its own: an answer, or a word into its turn. */
  Reply<LiveSession> told(SessionId id) {
    LiveSession session = books.sessions().find(id).orElse(null);
    if (session == null) {
      return notFound(id);
    }
    Optional<Refusal> fault = deaf(session);
    return fault.isPresent()
        ? new Reply.Refused<>(fault.get())
        : Reply.done(spoken(session, session.lastTurn()));
  }

  /** Answers what its agent asks; what is refused is not counted. */
  Reply<Question> answer(SessionId id, QuestionId question, Answer answer, String by) {
    LiveSession session = books.sessions().find(id).orElse(null);
    if (session == null) {
      return notFound(id);
    }
    Optional<Refusal> fault = deaf(session);
    if (fault.isPresent()) {
      return new Reply.Refused<>(fault.get());
    }
    Reply<Question> reply = questions.answer(question, answer, by);
    if (reply instanceof Reply.Done) {
      spoken(session, session.lastTurn());
    }
    return reply;
  }

  private LiveSession spoken(LiveSession session, TaskId turn) {
    LiveSession after = session.spokenTo(turn);
    books.sessions().put(after);
    journal(after, JournalKind.SESSION_SPOKEN_TO, "turn " + after.turnsSent());
    return after;
  }

  /** Why it cannot be spoken to; empty when it can. */
  private Optional<Refusal> deaf(LiveSession session) {
    LiveSession.Ended ended = session.ended();
    if (ended != null) {
      return refusal(
          ended.as() == EndedAs.TIMED_OUT
              ? Refusal.Code.SESSION_TIMEOUT
              : Refusal.Code.SESSION_ENDED,
          "session "
              + session.id()
              + " has ended ("
              + ended.as().wireName()
              + (ended.why().isEmpty() ? "" : ": " + ended.why())
              + "): open a new one");
    }
    if (session.isDue(books.now())) {
      return refusal(
          Refusal.Code.SESSION_TIMEOUT,
          "the time of session " + session.id() + " is over: open a new one");
    }
    if (session.isSpokenOut()) {
      return refusal(
          Refusal.Code.TURN_LIMIT_REACHED,
          "session "
              + session.id()
              + " was spoken to "
              + session.turnsSent()
              + " times, which is all that it was given: open a new one");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(Refusal.Code code, String message) {
    return Optional.of(Refusal.of(code, message));
  }

  /** Ends it with all its turns; one that has ended stays as it ended. */
  Reply<LiveSession> end(SessionId id, EndedAs as, String why) {
    LiveSession session = books.sessions().find(id).orElse(null);
    if (session == null) {
      return notFound(id);
    }
    return Reply.done(session.lives() ? ended(session, as, why) : session);
  }

  private LiveSession ended(LiveSession session, EndedAs as, String why) {
    words.gone(session);
    String because = "session " + session.id() + " was ended" + (why.isEmpty() ? "" : ": " + why);
    for (TaskRecord turn : books.sessions().openTurns(session.id())) {
      endings.cancel(turn.id(), because);
    }
    LiveSession after = session.ended(as, books.now(), why);
    books.sessions().put(after);
    journal(after, JournalKind.SESSION_ENDED, as.wireName() + (why.isEmpty() ? "" : ": " + why));
    return after;
  }

  /** Ends those whose time is over. */
  List<LiveSession> endDue() {
    return books.sessions().due(books.now()).stream()
        .map(session -> ended(session, EndedAs.TIMED_OUT, DUE))
        .toList();
  }

  private long journal(LiveSession session, JournalKind kind, String detail) {
    return books
        .journal()
        .append(kind, session.pool(), new Subject.OfSession(session.id()), detail);
  }

  private static <T> Reply<T> notFound(SessionId id) {
    return Reply.refused(Refusal.Code.SESSION_NOT_FOUND, "there is no session " + id);
  }
}
