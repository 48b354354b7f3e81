package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ChainPage;
import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import dev.agentpool.engine.Chains;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.ChainCancel;
import dev.agentpool.request.ChainName;
import dev.agentpool.request.PageRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.ChainShapes;
import java.util.List;

/** Chains that were submitted (spec slot-pool 8.3, 8.4). */
public final class ChainRows {
  private static final String ONE = "/v1/chains/{id}";

  public static final Operation<PageRequest, ChainPage> LIST =
      named("chain.list", "The chains of a pool, newest first")
          .takes(PageRequest.class)
          .gives(ChainPage.class)
          .at(Route.get("/v1/chains"))
          .does(ChainRows::list);

  public static final Operation<ChainName, ChainProgress> GET =
      named("chain.get", "Where a chain is")
          .takes(ChainName.class)
          .gives(ChainProgress.class)
          .at(Route.get(ONE).with("id", "chain_id").fails(400, 404))
          .does((asking, named) -> {
            TaskId id = Chains.id(named.chainId());
            return ChainShapes.progress(id.value(), asking.engine().chains().progress(id));
          });

  public static final Operation<ChainName, ChainResult> RESULT =
      named("chain.result", "What a chain brought, so far")
          .takes(ChainName.class)
          .gives(ChainResult.class)
          .at(Route.get(ONE + "/result").with("id", "chain_id").fails(400, 404))
          .does((asking, named) -> {
            Chains chains = asking.engine().chains();
            TaskRecord parent = chains.get(Chains.id(named.chainId()));
            return ChainShapes.result(
                parent, chains.result(parent.id()), chains.workspace(parent.id()));
          });

  public static final Operation<ChainCancel, Done> CANCEL =
      named("chain.cancel", "Cancels a chain; an ended one stays")
          .takes(ChainCancel.class)
          .givesNothing()
          .at(Route.delete(ONE).with("id", "chain_id").status(204).fails(400, 404))
          .does((asking, asked) -> {
            asking
                .engine()
                .chains()
                .cancel(
                    Chains.id(asked.chainId()), "cancelled by a client", asked.kill().orElse(true));
            return Done.DONE;
          });

  private ChainRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, RESULT, CANCEL);
  }

  private static ChainPage list(Asking asking, PageRequest asked) {
    PoolId pool = asking.pool().id();
    Chains chains = asking.engine().chains();
    long total = chains.count(pool);
    Page page = Page.of(total, asked.most(), asked.from(), asked.isAscending());
    List<Chains.Summary> found =
        page.limit() == 0
            ? List.of()
            : page.inOrder(chains.list(pool, page.limit(), page.offset()));
    return new ChainPage(
        found.stream().map(ChainShapes::summary).toList(), total, asked.most(), asked.from());
  }
}
