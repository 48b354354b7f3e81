package dev.agentpool.api;

import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import dev.agentpool.operation.ChainRows;
import dev.agentpool.operation.WorkflowRows;
import dev.agentpool.request.ChainCancel;
import dev.agentpool.request.ChainName;
import dev.agentpool.request.WorkflowRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A chain, asked over the daemon's socket. */
record RemoteChain(Calls calls, String id) implements ChainHandle {
  private static final Duration LONG = Duration.ofDays(1);

  static ChainHandle submit(Calls calls, List<Step> steps, ChainOptions options) {
    Map<String, Object> body = Members.with(options.members(), "steps", Step.plain(steps));
    return of(calls, calls.post(Calls.path("chains"), body));
  }

  static List<ChainSubmission> fanOut(Calls calls, List<List<Step>> chains, ChainOptions options) {
    List<Object> plain = new ArrayList<>();
    chains.forEach(steps -> plain.add(Step.plain(steps)));
    JsonNode answer =
        calls.post(
            Calls.path("chains", "fan-out"), Members.with(options.members(), "chains", plain));
    return Answer.list(answer.path("chains"), node -> submission(calls, node));
  }

  private static ChainSubmission submission(Calls calls, JsonNode node) {
    return node.has("error")
        ? new ChainSubmission.Refused(Answer.text(node, "code"), Answer.text(node, "error"))
        : new ChainSubmission.Accepted(of(calls, node));
  }

  static ChainHandle run(
      Calls calls, String workflow, Map<String, String> arguments, ChainOptions options) {
    WorkflowRequest request =
        new WorkflowRequest(
            workflow, Map.copyOf(arguments), options.choices(), options.idempotencyKey());
    return new RemoteChain(calls, calls.ask(WorkflowRows.RUN, request).chainId());
  }

  private static ChainHandle of(Calls calls, JsonNode node) {
    return new RemoteChain(calls, Answer.text(node, "chain_id"));
  }

  @Override
  public ChainProgress progress() {
    return calls.ask(ChainRows.GET, new ChainName(id));
  }

  @Override
  public ChainResult await() {
    while (true) {
      Optional<ChainResult> result = await(LONG);
      if (result.isPresent()) {
        return result.get();
      }
    }
  }

  @Override
  public Optional<ChainResult> await(Duration atMost) {
    Waited waited = RemoteTask.await(calls, List.of(id), WaitMode.all(), atMost);
    return waited.satisfied() ? Optional.of(result()) : Optional.empty();
  }

  @Override
  public ChainResult result() {
    return calls.ask(ChainRows.RESULT, new ChainName(id));
  }

  @Override
  public void cancel(boolean killCurrent) {
    calls.ask(ChainRows.CANCEL, new ChainCancel(id, Optional.of(killCurrent)));
  }

  @Override
  public String toString() {
    return id;
  }
}
