package dev.agentpool.api;

import dev.agentpool.answer.ChainFate;
import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.Waited;
import dev.agentpool.operation.ChainRows;
import dev.agentpool.operation.WorkflowRows;
import dev.agentpool.request.ChainCancel;
import dev.agentpool.request.ChainFanOutRequest;
import dev.agentpool.request.ChainName;
import dev.agentpool.request.ChainRequest;
import dev.agentpool.request.WorkflowRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chain, asked over the daemon's socket. */
record RemoteChain(Calls calls, String id) implements ChainHandle {
  private static final Duration LONG = Duration.ofDays(1);

  static ChainHandle submit(Calls calls, List<Step> steps, ChainOptions options) {
    ChainRequest request =
        ChainRequest.of(Step.plain(steps), options.choices(), options.idempotencyKey());
    return new RemoteChain(calls, calls.ask(ChainRows.SUBMIT, request).chainId());
  }

  static List<ChainSubmission> fanOut(Calls calls, List<List<Step>> chains, ChainOptions options) {
    ChainFanOutRequest request =
        new ChainFanOutRequest(
            chains.stream().<Object>map(Step::plain).toList(),
            options.choices(),
            options.idempotencyKey());
    return calls.ask(ChainRows.FAN_OUT, request).chains().stream()
        .map(fate -> submission(calls, fate))
        .toList();
  }

  private static ChainSubmission submission(Calls calls, ChainFate fate) {
    return fate.chainId().isPresent()
        ? new ChainSubmission.Accepted(new RemoteChain(calls, fate.chainId().get()))
        : new ChainSubmission.Refused(fate.code().orElse(""), fate.error().orElse(""));
  }

  static ChainHandle run(
      Calls calls, String workflow, Map<String, String> arguments, ChainOptions options) {
    WorkflowRequest request =
        new WorkflowRequest(
            workflow, Map.copyOf(arguments), options.choices(), options.idempotencyKey());
    return new RemoteChain(calls, calls.ask(WorkflowRows.RUN, request).chainId());
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
