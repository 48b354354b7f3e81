package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

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
public record TaskFacts(
    @JsonPropertyDescription("around the agent's processes, and when there were none, why")
        String walls,
    @JsonPropertyDescription("what the agent's CLI reports that it got") Given given,
    List<Denial> denials,
    @JsonPropertyDescription("sentences for people") List<String> notices) {
  /** Of a task that never ran. */
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
  public record Denial(
      String tool,
      @JsonPropertyDescription("in one line; may be empty") String wanted,
      @JsonPropertyDescription("what would have allowed it; may be empty") String advice) {}
}
