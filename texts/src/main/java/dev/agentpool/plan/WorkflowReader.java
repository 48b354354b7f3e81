package dev.agentpool.plan;

import dev.agentpool.plan.Workflow.Argument;
import dev.agentpool.task.OnFinish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks a workflow (spec slot-pool 8.6). */
final class WorkflowReader {
  private static final List<String> KEYS =
      List.of("name", "description", "arguments", "steps", "isolation", "on_finish");

  private WorkflowReader() {}

  /**
   * Throws {@link InvalidPlan} that says what is wrong and, where the parser knows it, the line.
   */
  public static Workflow read(String text, WorkflowFormat format) {
    return read(PlainText.read(text, format));
  }

  /** The same from maps, lists and scalars. */
  public static Workflow read(@Nullable Object plain) {
    Fields fields = new Fields("the workflow", plain);
    fields.allowOnly(KEYS);
    String name = fields.text("name");
    if (name == null || name.isBlank()) {
      throw fields.problem("'name' is missing or empty; a workflow is called by its name");
    }
    Workflow workflow =
        new Workflow(
            name.strip(),
            Optional.ofNullable(fields.text("description")).orElse("").strip(),
            arguments(fields),
            StepReader.workflow(fields.list("steps")),
            Isolation.named(Optional.ofNullable(fields.text("isolation")).orElse("worktree")),
            Choices.named(
                "on_finish",
                Optional.ofNullable(fields.text("on_finish")).orElse("keep"),
                OnFinish.values(),
                OnFinish::wireName));
    WorkflowCheck.check(workflow);
    return workflow;
  }

  private static List<Argument> arguments(Fields fields) {
    List<Argument> arguments = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Object plain : fields.list("arguments")) {
      Argument argument = argument(new Fields("argument " + (arguments.size() + 1), plain));
      if (!names.add(argument.name())) {
        throw fields.problem("the argument '" + argument.name() + "' is declared twice");
      }
      arguments.add(argument);
    }
    return arguments;
  }

  private static Argument argument(Fields fields) {
    fields.allowOnly(List.of("name", "description", "required", "default"));
    String name = fields.text("name");
    if (name == null || !Template.isBindingName(name)) {
      throw fields.problem(
          "'name' must be a plain name such as target_file, and none of previous_output, error,"
              + " steps; it is "
              + Fields.shown(name));
    }
    String otherwise = fields.text("default");
    boolean required = fields.flag("required", false);
    if (required && otherwise != null) {
      throw fields.problem("'" + name + "' has a default, so it cannot be required");
    }
    return new Argument(
        name, Optional.ofNullable(fields.text("description")).orElse(""), required, otherwise);
  }
}
