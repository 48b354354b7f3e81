package dev.agentpool.node.question;

import dev.agentpool.grant.Grant;
import dev.agentpool.grant.Grants;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Reply;
import dev.agentpool.policy.Use;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.task.Refusal;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What persons allowed for a while, as an agent's desk asks for it and keeps it.
 *
 * <p>INVARIANT: a grant is in the ledger before the agent has the answer that gives it, so an
 * answer that was delivered is not looked at for one again.
 */
final class GivenForAWhile {
  private static final Logger LOG = LoggerFactory.getLogger(GivenForAWhile.class);
  private final Grants grants;
  private final Fingerprints fingerprints;

  GivenForAWhile(Ledger ledger, Fingerprints fingerprints) {
    this.grants = new Grants(ledger);
    this.fingerprints = fingerprints;
  }

  /** What allows this use unasked; empty also when that cannot be read. */
  Optional<Grant> over(PoolId pool, Work mine, ToolDesk.Ask ask, Use use) {
    Map<String, Object> same = use.same(ask.input(), mine.directory());
    try {
      return grants
          .over(pool, fingerprints.ofGrant(inPool(pool), same))
          .or(() -> grants.over(pool, fingerprints.ofGrant(inSession(pool, mine), same)));
    } catch (LedgerException | UncheckedIOException unreadable) {
      LOG.warn("what was allowed for a while cannot be read: {}", unreadable.getMessage());
      return Optional.empty();
    }
  }

  private static List<String> inPool(PoolId pool) {
    return List.of(pool.value());
  }

  private static List<String> inSession(PoolId pool, Work mine) {
    return List.of(pool.value(), mine.session());
  }

  /** Keeps what the answer gives for a while, if it does; one that cannot be kept is told. */
  void keep(PoolId pool, Work mine, ToolDesk.Ask ask, Use use, Question answered) {
    Question.Given given = answered.given();
    Answer.Lasting lasting = given == null ? null : given.answer().lasting();
    if (given == null || lasting == null) {
      return;
    }
    Instant until = given.at().plus(lasting.time());
    Map<String, Object> same = use.same(ask.input(), mine.directory());
    List<String> scope = lasting.inSession() ? inSession(pool, mine) : inPool(pool);
    try {
      String digest = fingerprints.ofGrant(scope, same);
      Reply<Grant> reply =
          grants.give(
              pool,
              new Grant(
                  Grant.idOf(digest),
                  digest,
                  answered.asked().title(),
                  use.provider(),
                  use.tool(),
                  lasting.inSession() ? Optional.of(mine.session()) : Optional.empty(),
                  given.by(),
                  given.at(),
                  until,
                  answered.id(),
                  mine.attempt().task(),
                  Optional.empty()));
      mine.notice(
          switch (reply) {
            case Reply.Done<Grant>(Grant grant) -> "allowed " + shown(grant);
            case Reply.Refused<Grant>(Refusal refusal) -> once(refusal.message());
          });
    } catch (LedgerException | UncheckedIOException unkept) {
      mine.notice(once(String.valueOf(unkept.getMessage())));
    }
  }

  private static String once(String why) {
    return "allowed this once: that it is for a while could not be kept: " + why;
  }

  /** For people: until when, by whom, and how it is taken back. */
  static String shown(Grant grant) {
    return (grant.session().isPresent() ? "in this session " : "")
        + "until "
        + grant.until()
        + " by "
        + grant.by()
        + " (agentpool inbox revoke "
        + grant.id()
        + ")";
  }
}
