package dev.agentpool.api;

import dev.agentpool.answer.Grant;
import dev.agentpool.answer.Inbox;
import dev.agentpool.answer.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What agents, and agentpool itself, ask a person, and everything else that waits for one. The
 * first answer is the answer: a later one is refused with the code {@code question_answered} and
 * told whose was first, one that nobody waits for with {@code question_void}.
 *
 * {@snippet :
 * for (Question question : pool.questions().waiting().questions()) {
 *   System.out.println(question.id() + ": " + question.title());
 * }
 * }
 */
public interface Questions {
  /**
   * The inbox of this pool: what needs a person, what failed or is done unseen, what works, what
   * stands still.
   */
  Inbox waiting();

  /** One question with its answer, if there is one; empty when there is no such question. */
  Optional<Question> find(String id);

  /** Allows what was asked for. */
  Question yes(String id);

  /**
   * Allows what was asked for, and for that time exactly the same unasked, in this pool.
   *
   * @param time 1 minute to 7 days
   */
  Question yesFor(String id, Duration time);

  /** The same in the conversation that asked alone, as long as that lasts, at most 7 days. */
  Question yesInSession(String id);

  /** What is allowed for a while in this pool, the one that ends first first. */
  List<Grant> grants();

  /** Takes a grant back: the same is asked again. Refused as {@code grant_not_found}. */
  Grant revoke(String id);

  /**
   * Denies it.
   *
   * @param why the agent is told; may be empty
   */
  Question no(String id, String why);

  /** Answers in words: a question of the agent's own, or one of its options. */
  Question say(String id, String words);
}
