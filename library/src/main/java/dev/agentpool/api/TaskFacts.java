package dev.agentpool.api;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is true of a task's last attempt beside its outcome.
 *
 * {@snippet :
 * TaskOutcome outcome = pool.run("Say hello.");
 * outcome.result().facts().notices().forEach(System.out::println);
 * }
 *
 * @param walls under which the agent ran, and when there were none, why; empty when no agent ran
 * @param given what the agent's CLI reports that it got
 * @param denials tools that were denied
 * @param notices sentences for people
 */
public record TaskFacts(String walls, Given given, List<Denial> denials, List<String> notices) {
  public static final TaskFacts NONE =
      new TaskFacts(
          "",
          new Given(List.of(), List.of(), List.of(), List.of(), List.of()),
          List.of(),
          List.of());

  /** Keeps copies of the lists. */
  public TaskFacts {
    denials = List.copyOf(denials);
    notices = List.copyOf(notices);
  }

  /**
   * What the agent's CLI reports that it got.
   *
   * @param mcpServers with their state
   * @param memory files of instructions
   */
  public record Given(
      List<String> mcpServers,
      List<String> plugins,
      List<String> agents,
      List<String> skills,
      List<String> memory) {}

  /**
   * A tool that was denied.
   *
   * @param wanted what it was to do; may be empty
   * @param advice what would have allowed it; may be empty
   */
  public record Denial(String tool, String wanted, String advice) {}

  static TaskFacts of(JsonNode node) {
    JsonNode given = node.path("given");
    List<Denial> denials = new ArrayList<>();
    for (JsonNode denial : node.path("denials")) {
      denials.add(
          new Denial(
              Answer.text(denial, "tool"),
              Answer.text(denial, "wanted"),
              Answer.text(denial, "advice")));
    }
    return new TaskFacts(
        Answer.text(node, "walls"),
        new Given(
            Answer.texts(given, "mcp_servers"),
            Answer.texts(given, "plugins"),
            Answer.texts(given, "agents"),
            Answer.texts(given, "skills"),
            Answer.texts(given, "memory")),
        denials,
        Answer.texts(node, "notices"));
  }
}
