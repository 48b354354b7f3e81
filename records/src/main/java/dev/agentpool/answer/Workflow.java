package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow with its steps.
 *
 * @param steps in the spelling that files of workflows have
 * @param file that it comes from; empty for a built-in one
 */
public record Workflow(
    String name,
    String description,
    List<WorkflowArgument> arguments,
    List<Map<String, Object>> steps,
    String isolation,
    String onFinish,
    Source source,
    Optional<String> file) {
  /** Where a workflow comes from; a later one hides an earlier one's of the same name. */
  public enum Source {
    BUILTIN,
    USER,
    PROJECT;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps copies of the lists. */
  public Workflow {
    arguments = List.copyOf(arguments);
    steps = List.copyOf(steps);
  }
}
