package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Trust;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.node.launch.GiftViews;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.TrustRequest;
import java.util.List;
import java.util.Optional;

/** Whether what a project's own files run is trusted: only a person on this machine can say so. */
final class TrustRows {
  private static final String PATH = "/v1/trust";

  public static final Operation<Nothing, Trust> GET =
      named("trust.get", "What a project's own files run, and whether it is trusted")
          .takes(Nothing.class)
          .gives(Trust.class)
          .at(Route.get(PATH))
          .does((asking, _) -> trust(asking, asking.pool()));

  public static final Operation<TrustRequest, Trust> GIVE =
      named("trust.give", "Trusts that content, and no other")
          .takes(TrustRequest.class)
          .gives(Trust.class)
          .at(Route.post(PATH).fails(400, 409))
          .does(TrustRows::give);

  public static final Operation<Nothing, Trust> REVOKE =
      named("trust.revoke", "Takes the trust back")
          .takes(Nothing.class)
          .gives(Trust.class)
          .at(Route.delete(PATH))
          .does((asking, _) -> {
            PoolConfig pool = asking.standing();
            asking.node().gifts().revoke(pool);
            return trust(asking, pool);
          });

  private TrustRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, GIVE, REVOKE);
  }

  private static Trust give(Asking asking, TrustRequest request) {
    PoolConfig pool = asking.pool();
    GiftViews gifts = asking.node().gifts();
    if (!gifts.trust(pool, request.content())) {
      String objection = gifts.objection(pool);
      throw new Refused(
          Refused.Kind.CONFLICT,
          "content_changed",
          objection.isEmpty()
              ? "the project's files are not what was looked at: look at them again and trust that"
              : objection
                  + ", so nobody could tell when it changes: agents go without what the project's"
                  + " files run until that can be read");
    }
    return trust(asking, pool);
  }

  private static Trust trust(Asking asking, PoolConfig pool) {
    GiftViews.Trust trust = asking.node().gifts().trust(pool);
    return new Trust(
        pool.directory().toString(),
        trust.commands().described(),
        trust.commands().isEmpty() ? Optional.empty() : Optional.of(trust.commands().hash()),
        trust.trusted(),
        trust.changed());
  }
}
