package dev.agentpool.operation;

import dev.agentpool.engine.Refused;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;

/**
 * What nobody may do who came over the network, whatever is in the request: say what may be spent,
 * let go on what a person holds, answer for another project.
 */
final class Guests {
  private Guests() {}

  /** Throws {@link Refused} for a guest. */
  static void mayNot(Asking asking, String what) {
    if (asking.isGuest()) {
      throw new Refused(
          Refused.Kind.FORBIDDEN,
          "forbidden",
          what + " is for the daemon's own user, on this machine, and not over the network");
    }
  }

  /** Money is a person's word; a question of another project is as unknown as none. */
  static void mayAnswer(Asking asking, Question question) {
    maySee(asking, question.pool(), question.id().value());
    if (question.asked().kind() == Asked.Kind.MONEY) {
      mayNot(asking, "how much may be spent");
    }
  }

  static void maySee(Asking asking, PoolId pool, String question) {
    if (asking.isGuest() && !asking.standing().id().equals(pool)) {
      throw Refused.notFound("question", question);
    }
  }
}
