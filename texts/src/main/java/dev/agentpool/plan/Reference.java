package dev.agentpool.plan;

/** What a placeholder of a template stands for (spec slot-pool 8.2). */
public sealed interface Reference {
  /** {@code {previous_output}}: the output of the step (or steps) before this one. */
  record PreviousOutput() implements Reference {}

  /** {@code {error}}: the last error, known to recovery prompts only. */
  record LastError() implements Reference {}

  /**
   * {@code {steps.S.V}}: an output variable of another step, or its {@code output} or {@code
   * success}. A step's name may have dots, a variable's may not.
   */
  record StepValue(String step, String variable) implements Reference {
    /** The variable that every step has: its whole output. */
    public static final String OUTPUT = "output";

    /** The variable that every step has: {@code true} or {@code false}. */
    public static final String SUCCESS = "success";
  }

  /** {@code {name}}: an argument of the workflow, or the item of a for_each. */
  record Binding(String name) implements Reference {}

  /** As it is written in a template, braces included. */
  default String text() {
    return switch (this) {
      case PreviousOutput() -> "{previous_output}";
      case LastError() -> "{error}";
      case StepValue(String step, String variable) -> "{steps." + step + "." + variable + "}";
      case Binding(String name) -> "{" + name + "}";
    };
  }
}
