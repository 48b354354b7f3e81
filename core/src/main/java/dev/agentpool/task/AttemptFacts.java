package dev.agentpool.task;

import java.util.ArrayList;
import java.util.List;

/**
 * What is true of an attempt beside its outcome: under which walls it ran, what its agent was
 * given, what was denied to it, and what a person should know of how it ended.
 *
 * @param walls the walls around the agent's processes, and when there were none, why: {@code
 *     workspace}, {@code off: bwrap is not installed}; empty when no agent ran
 * @param given what the agent's CLI itself reports that it got
 * @param denials tools that were denied, in the order of the denials
 * @param notices sentences for people, each once, in the order in which they came up
 * @param configuredModel the model that the agent was told to use, as it is configured: {@code
 *     opus}; empty when nothing names one
 */
public record AttemptFacts(
    String walls, Given given, List<Denial> denials, List<String> notices, String configuredModel) {
  public static final AttemptFacts NONE =
      new AttemptFacts("", Given.NOTHING, List.of(), List.of(), "");

  public AttemptFacts {
    denials = List.copyOf(denials);
    notices = notices.stream().distinct().toList();
  }

  /** Of an attempt for which no model is configured. */
  public AttemptFacts(String walls, Given given, List<Denial> denials, List<String> notices) {
    this(walls, given, denials, notices, "");
  }

  /**
   * What the CLI says it was started with; names as it writes them.
   *
   * @param mcpServers with their state, as in {@code github (connected)}
   * @param memory files of instructions that it reads by itself
   */
  public record Given(
      List<String> mcpServers,
      List<String> plugins,
      List<String> agents,
      List<String> skills,
      List<String> memory) {
    public static final Given NOTHING =
        new Given(List.of(), List.of(), List.of(), List.of(), List.of());

    public Given {
      mcpServers = List.copyOf(mcpServers);
      plugins = List.copyOf(plugins);
      agents = List.copyOf(agents);
      skills = List.copyOf(skills);
      memory = List.copyOf(memory);
    }
  }

  /**
   * A tool that was denied.
   *
   * @param wanted what it was to do, in one line; may be empty
   * @param advice what would have allowed it, such as {@code allowed_tools = ["Bash(curl:*)"]};
   *     empty when nothing would
   */
  public record Denial(String tool, String wanted, String advice) {}

  public AttemptFacts withConfiguredModel(String changed) {
    return new AttemptFacts(walls, given, denials, notices, changed);
  }

  public AttemptFacts withWalls(String changed) {
    return new AttemptFacts(changed, given, denials, notices, configuredModel);
  }

  public AttemptFacts withGiven(Given changed) {
    return new AttemptFacts(walls, changed, denials, notices, configuredModel);
  }

  public AttemptFacts withDenials(List<Denial> changed) {
    return new AttemptFacts(walls, given, changed, notices, configuredModel);
  }

  /** With one more sentence; one that is there already is not said twice. */
  public AttemptFacts noticing(String sentence) {
    return noticing(List.of(sentence));
  }

  public AttemptFacts noticing(List<String> sentences) {
    List<String> more = new ArrayList<>(notices);
    more.addAll(sentences);
    return new AttemptFacts(walls, given, denials, more, configuredModel);
  }

  /**
   * Of two turns of one attempt: the later one's walls and gifts, everything that was denied or
   * noticed.
   */
  public AttemptFacts after(AttemptFacts earlier) {
    List<Denial> allDenials = new ArrayList<>(earlier.denials);
    allDenials.addAll(denials);
    List<String> allNotices = new ArrayList<>(earlier.notices);
    allNotices.addAll(notices);
    return new AttemptFacts(
        walls.isEmpty() ? earlier.walls : walls,
        given.equals(Given.NOTHING) ? earlier.given : given,
        allDenials,
        allNotices,
        configuredModel.isEmpty() ? earlier.configuredModel : configuredModel);
  }
}
