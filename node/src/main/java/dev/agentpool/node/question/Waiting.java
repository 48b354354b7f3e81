package dev.agentpool.node.question;

import dev.agentpool.budget.Reservation;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.grant.Grants;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that a slot's agent waits with, from asking until it has its answer. Thread-safe.
 *
 * <p>INVARIANT: an answer is given to the agent only after it is in the ledger, and what the ledger
 * holds as delivered is not given again.
 */
final class Waiting {
  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private final NodeParts parts;
  private final Supplier<PoolConfig> pool;
  private final Map<String, QuestionId> given = new ConcurrentHashMap<>();

  Waiting(NodeParts parts, Supplier<PoolConfig> pool) {
    this.parts = parts;
    this.pool = pool;
  }

  /** Another attempt begins: what the one before was given may still be shown. */
  void begin() {
    given.clear();
  }

  /** An answer that somebody has given already, to this question among others; and who. */
  record Standing(Answer answer, String by) {}

  /**
   * The question once it is answered or void; empty when the agent has had its answer.
   *
   * @param all a fingerprint of all that is asked
   * @param standing looked for whenever what was allowed for a while may have changed
   */
  Optional<Question> answer(
      Work mine, String id, Asked asked, String all, Supplier<Optional<Standing>> standing) {
    mine.waits();
    try {
      Question question = ask(mine, id, asked, all);
      if (question.state() == Question.State.DELIVERED) {
        return Optional.empty();
      }
      if (question.state() == Question.State.OPEN) {
        mine.question(question, "");
      }
      Question closed = awaitAnswer(question, standing);
      given.put(id, closed.id());
      tell(mine, closed);
      return Optional.of(closed);
    } catch (LedgerException unwritable) {
      throw new IllegalArgumentException(
          "the question could not be kept: " + unwritable.getMessage(), unwritable);
    } finally {
      mine.goesOn();
    }
  }

  private static void tell(Work mine, Question closed) {
    Question.Given given = closed.given();
    mine.question(
        closed,
        given == null
            ? "nobody answers any more: " + closed.reason()
            : "answered by " + given.by() + ": " + given.answer().shown());
  }

  private Question ask(Work mine, String id, Asked asked, String all) {
    Settings settings = mine.settings();
    Duration within = settings.find(SettingKeys.ANSWER_WITHIN).orElse(null);
    Reservation keep = mine.keeps(pool.get().reserve());
    QuestionDraft draft =
        new QuestionDraft(
            pool.get().id(),
            mine.attempt(),
            id,
            asked,
            within == null ? null : parts.ledger().now().plus(within),
            within == null ? null : Answer.no("nobody answered within " + said(within)),
            keep,
            all);
    return switch (parts.ledger().ask(draft)) {
      case Reply.Done<Question>(Question question) -> {
        mine.shrunk(keep);
        yield question;
      }
      case Reply.Refused<Question> refused ->
          throw new IllegalArgumentException(refused.refusal().message());
    };
  }

  private static String said(Duration time) {
    return time.toSecondsPart() == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private Question awaitAnswer(Question question, Supplier<Optional<Standing>> standing) {
    Semaphore news = new Semaphore(0);
    try (JournalFeed.Subscription _ =
        parts
            .feed()
            .subscribe(entry -> {
              if (concerns(question, entry)) {
                news.release();
              }
            })) {
      while (true) {
        Question now = parts.ledger().question(question.id()).orElse(question);
        if (now.state() != Question.State.OPEN) {
          return now;
        }
        Optional<Standing> said = standing.get();
        if (said.isPresent()) {
          parts.ledger().answer(question.id(), said.get().answer(), said.get().by());
          continue; // whoever was first is read now
        }
        news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("the daemon ends", e);
    }
  }

  private static boolean concerns(Question question, JournalEntry entry) {
    return entry.subject().equals(new Subject.OfQuestion(question.id()))
        || entry.pool().equals(question.pool())
            && entry.space().filter(Grants.SPACE.name()::equals).isPresent();
  }

  /** The agent has shown that it has its answer. */
  void delivered(String id, Optional<Work> mine) {
    of(id, mine)
        .ifPresent(question -> {
          try {
            parts.ledger().delivered(question);
          } catch (LedgerException later) {
            LOG.warn("{} was delivered, which could not be kept: {}", question, later.getMessage());
          }
        });
  }

  /** The agent does not wait any longer. */
  void withdrawn(String id, Optional<Work> mine) {
    of(id, mine)
        .ifPresent(question -> {
          try {
            parts.ledger().withdraw(question, "the agent does not wait for it any longer");
          } catch (LedgerException later) {
            LOG.warn("{} cannot be taken back: {}", question, later.getMessage());
          }
        });
  }

  /** The question that the agent calls so; empty for one that a rule answered. */
  private Optional<QuestionId> of(String id, Optional<Work> mine) {
    QuestionId known = given.remove(id);
    if (known != null || mine.isEmpty()) {
      return Optional.ofNullable(known);
    }
    return parts
        .ledger()
        .questions(
            new QuestionFilter(
                null,
                mine.get().attempt().task(),
                Set.of(Question.State.OPEN, Question.State.ANSWERED),
                Integer.MAX_VALUE,
                0))
        .stream()
        .filter(question -> mine.get().attempt().equals(question.attempt()))
        .filter(question ->
            id.equals(question.requestId())
                || String.valueOf(question.requestId()).startsWith(id + "#"))
        .map(Question::id)
        .findFirst();
  }
}
