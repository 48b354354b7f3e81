package dev.agentpool.post;

import dev.agentpool.engine.Refused;
import dev.agentpool.expert.ApprovalMode;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proposals: questions of the inbox. Each is a question of its own, so an answer to one that was
 * asked before never counts for it.
 */
final class Approvals {
  private static final int MOST = 10_000;
  private final Ledger ledger;

  Approvals(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Whether something of that kind needs a person's word: tasks and formulas where the architect's
   * decomposition does, and where all does, plans and contracts too.
   */
  static boolean isGated(ApprovalMode mode, Asked.Kind kind) {
    return switch (mode) {
      case NONE -> false;
      case DECOMPOSITION -> kind == Asked.Kind.DISPATCH;
      case ALL -> true;
    };
  }

  /** Those of the pool that are in a state. */
  List<Question> in(PoolId pool, Question.State state) {
    return ledger.questions(new QuestionFilter(pool, null, Set.of(state), MOST, 0)).stream()
        .filter(Approvals::isProposal)
        .toList();
  }

  static boolean isProposal(Question question) {
    String id = question.requestId();
    return question.attempt() == null && id != null && id.startsWith(Proposal.PREFIX);
  }

  /** The open question of that name. */
  Optional<Question> open(PoolId pool, String requestId) {
    return ledger
        .questions(new QuestionFilter(pool, null, Set.of(Question.State.OPEN), MOST, 0))
        .stream()
        .filter(question -> requestId.equals(question.requestId()))
        .findFirst();
  }

  /** Asks; one that stands open with the same content is the same. Throws {@link Refused}. */
  Question propose(PoolId pool, Proposal proposal) {
    Asked asked;
    try {
      asked =
          new Asked(proposal.kind(), proposal.title(), proposal.payload(ledger.now()), List.of());
    } catch (IllegalArgumentException tooLong) {
      throw Refused.invalid(
          "this cannot be proposed to a person: " + tooLong.getMessage() + "; make it shorter");
    }
    Optional<Question> before = open(pool, proposal.requestId());
    if (before.isPresent()) {
      if (sameWish(before.get().asked(), asked)) {
        return before.get();
      }
      Refused.orThrow(
          ledger.withdraw(before.get().id(), "it was proposed anew, with other content"));
    }
    return Refused.orThrow(
        ledger.ask(
            new QuestionDraft(pool, null, proposal.requestId(), asked, null, null, null, null)));
  }

  /** When a mail says no time of its own, its text holds the time at which it was proposed. */
  private static boolean sameWish(Asked one, Asked other) {
    return timeless(one.payload()).equals(timeless(other.payload()));
  }

  private static String timeless(String payload) {
    return payload.replaceAll("timestamp: [0-9TZ:.+-]+", "");
  }
}
