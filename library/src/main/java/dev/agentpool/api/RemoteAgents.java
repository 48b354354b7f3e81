package dev.agentpool.api;

import dev.agentpool.answer.Agent;
import dev.agentpool.operation.AgentRows;
import dev.agentpool.request.AgentName;
import dev.agentpool.request.InvokeRequest;
import dev.agentpool.request.Nothing;
import java.util.List;
import java.util.Optional;

/** The agents, asked over the daemon's socket. */
record RemoteAgents(Calls calls) implements Agents {
  @Override
  public List<Agent> list() {
    return calls.ask(AgentRows.LIST, Nothing.MORE).agents();
  }

  @Override
  public TaskHandle invoke(String agent, String task, TaskOptions options) {
    InvokeRequest request =
        new InvokeRequest(
            agent, task, options.choices(), Optional.empty(), options.idempotencyKey());
    return new RemoteTask(calls, calls.ask(AgentRows.INVOKE, request).taskId());
  }

  @Override
  public long warmup(String agent) {
    return calls.ask(AgentRows.WARMUP, new AgentName(agent)).pid();
  }

  @Override
  public boolean reset(String agent) {
    return calls.ask(AgentRows.RESET, new AgentName(agent)).reset();
  }
}
