package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Grant;
import dev.agentpool.answer.GrantList;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Questions;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.GrantName;
import dev.agentpool.request.Nothing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person allowed for a while. It is given by an answer, see {@link InboxRows#ANSWER}. */
public final class GrantRows {
  private static final String ALL = "/v1/inbox/grants";

  public static final Operation<Nothing, GrantList> LIST =
      named("grant.list", "What agents may do unasked for a while, over all pools or in one")
          .takes(Nothing.class)
          .gives(GrantList.class)
          .at(Route.get(ALL))
          .does((asking, _) ->
              new GrantList(
                  asking.engine().questions().grants(pool(asking)).stream()
                      .map(GrantRows::told)
                      .toList()));

  public static final Operation<GrantName, Grant> REVOKE =
      named("grant.revoke", "Takes back what was allowed for a while")
          .takes(GrantName.class)
          .gives(Grant.class)
          .at(Route.delete(ALL + "/{id}").with("id", "grant_id").fails(400, 404))
          .does((asking, named) ->
              told(asking.engine().questions().revoke(pool(asking), named.grantId())));

  private GrantRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, REVOKE);
  }

  private static @Nullable PoolId pool(Asking asking) {
    return asking.namedStanding().map(PoolConfig::id).orElse(null);
  }

  private static Grant told(Questions.InPool held) {
    dev.agentpool.grant.Grant grant = held.grant();
    return new Grant(
        grant.id(),
        held.pool().value(),
        grant.what(),
        grant.provider(),
        grant.tool(),
        grant.session().isPresent(),
        grant.by(),
        grant.since(),
        grant.until(),
        grant.question().value(),
        grant.task().value());
  }
}
