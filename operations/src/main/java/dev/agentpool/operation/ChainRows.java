package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ChainFanOutAnswer;
import dev.agentpool.answer.ChainFate;
import dev.agentpool.answer.ChainPage;
import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.SubmittedChain;
import dev.agentpool.engine.Chains;
import dev.agentpool.engine.Refusals;
import dev.agentpool.engine.Refused;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.Step;
import dev.agentpool.plan.StepReader;
import dev.agentpool.plan.WorkflowFormat;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.ChainCancel;
import dev.agentpool.request.ChainFanOutRequest;
import dev.agentpool.request.ChainName;
import dev.agentpool.request.ChainRequest;
import dev.agentpool.request.PageRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.ChainShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chains of steps (spec slot-pool 8.1 to 8.4). */
public final class ChainRows {
  private static final String ONE = "/v1/chains/{id}";
  private static final int MOST_CHAINS = 1_000;

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

  public static final Operation<ChainRequest, SubmittedChain> SUBMIT =
      named("chain.submit", "Submits a chain")
          .takes(ChainRequest.class)
          .gives(SubmittedChain.class)
          .at(Route.post("/v1/chains").status(202).fails(400, 409))
          .does((asking, asked) ->
              submit(
                  asking,
                  steps(asked),
                  Choices.plan(asked.how(), asking.pool(), asked.idempotencyKey())));

  public static final Operation<ChainFanOutRequest, ChainFanOutAnswer> FAN_OUT =
      named("chain.fan_out", "Submits chains, each for itself")
          .takes(ChainFanOutRequest.class)
          .gives(ChainFanOutAnswer.class)
          .at(Route.post("/v1/chains/fan-out").status(202))
          .does(ChainRows::fanOut);

  private ChainRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, RESULT, CANCEL, SUBMIT, FAN_OUT);
  }

  private static ChainPage list(Asking asking, PageRequest asked) {
    PoolId pool = asking.standing().id();
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

  /** As JSON, or as the text of a file. */
  private static List<Step> steps(ChainRequest asked) {
    return asked
        .text()
        .map(text -> StepReader.chain(text, WorkflowFormat.named(asked.format().orElse("yaml"))))
        .orElseGet(() -> StepReader.chain(asked.steps()));
  }

  private static SubmittedChain submit(Asking asking, List<Step> steps, PlanOptions options) {
    TaskId id = asking.engine().chains().submit(asking.pool(), steps, options);
    return new SubmittedChain(id.value(), id.value(), steps.size(), options.isolation().wireName());
  }

  private static ChainFanOutAnswer fanOut(Asking asking, ChainFanOutRequest asked) {
    PlanOptions options = Choices.plan(asked.how(), asking.pool(), asked.idempotencyKey());
    List<Object> chains = asked.chains();
    if (chains.isEmpty() || chains.size() > MOST_CHAINS) {
      throw Refused.invalid(
          "'chains' must be 1 to " + MOST_CHAINS + " lists of steps, not " + chains.size());
    }
    Choices.key(Optional.ofNullable(options.keyed(chains.size() - 1).idempotencyKey()));
    List<ChainFate> fates = new ArrayList<>();
    for (Object chain : chains) {
      fates.add(fate(asking, chain, options.keyed(fates.size())));
    }
    return new ChainFanOutAnswer(fates, options.isolation().wireName());
  }

  /** One that cannot be accepted keeps no other back. */
  private static ChainFate fate(Asking asking, @Nullable Object chain, PlanOptions options) {
    try {
      if (!(chain instanceof List<?> steps)) {
        throw new InvalidPlan("a chain must be a list of steps");
      }
      return ChainFate.accepted(submit(asking, StepReader.chain(steps), options));
    } catch (InvalidPlan | Refused thrown) {
      Refused refused = Refusals.of(thrown).orElseThrow();
      return ChainFate.refused(String.valueOf(refused.getMessage()), refused.code());
    }
  }
}
