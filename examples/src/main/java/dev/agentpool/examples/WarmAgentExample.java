package dev.agentpool.examples;

import dev.agentpool.answer.Agent;
import dev.agentpool.api.Agents;
import dev.agentpool.api.Pool;
import java.nio.file.Path;

/** An agent out of {@code .agent-pool/agents/reviewer.md}, with a process that stays. */
public final class WarmAgentExample {
  private WarmAgentExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      for (Agent agent : pool.agents().list()) {
        System.out.println(agent.name() + (agent.warm() ? " is warm" : " sleeps"));
      }
      Agents agents = pool.agents();
      agents.warmup("reviewer");
      System.out.println(agents.invoke("reviewer", "Review README.").await().result().output());
      agents.reset("reviewer");
    }
  }
}
