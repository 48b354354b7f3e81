package dev.agentpool.api;

import java.util.List;
import java.util.Map;

/** The agents, asked over the daemon's socket. */
record RemoteAgents(Calls calls) implements Agents {
  @Override
  public List<AgentInfo> list() {
    return Answer.list(calls.get(Calls.path("agents")).path("agents"), AgentInfo::of);
  }

  @Override
  public TaskHandle invoke(String agent, String task, TaskOptions options) {
    Map<String, Object> body = Members.with(options.body(), "task", task);
    body = Members.with(body, "wait", false);
    return new RemoteTask(
        calls, Answer.text(calls.post(Calls.path("agents", agent, "invoke"), body), "task_id"));
  }

  @Override
  public long warmup(String agent) {
    return Answer.longNumber(calls.post(Calls.path("agents", agent, "warmup"), Map.of()), "pid");
  }

  @Override
  public boolean reset(String agent) {
    return Answer.flag(calls.post(Calls.path("agents", agent, "reset"), Map.of()), "reset");
  }
}
