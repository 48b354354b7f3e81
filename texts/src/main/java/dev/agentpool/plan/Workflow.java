package dev.agentpool.plan;

import dev.agentpool.task.OnFinish;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named chain or graph of steps with arguments (spec slot-pool 8.6). One that was read by {@link
 * WorkflowReader} has been checked: it has a name and steps, no cycle and no reference into
 * nothing.
 */
public record Workflow(
    String name,
    String description,
    List<Argument> arguments,
    List<Step> steps,
    Isolation isolation,
    OnFinish onFinish) {

  /**
   * What a caller fills in.
   *
   * @param otherwise its value when the caller says nothing; an optional one without is empty
   */
  public record Argument(
      String name, String description, boolean required, @Nullable String otherwise) {}

  public Workflow {
    arguments = List.copyOf(arguments);
    steps = List.copyOf(steps);
  }

  public Optional<Argument> argument(String argumentName) {
    return arguments.stream().filter(argument -> argument.name().equals(argumentName)).findFirst();
  }
}
