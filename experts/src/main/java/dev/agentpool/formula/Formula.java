package dev.agentpool.formula;

import dev.agentpool.paper.FileProblem;
import java.util.List;

/**
 * A plan that is used again.
 *
 * @param name as its file is called
 * @param warnings what the writer of its file should know; it counts all the same
 */
public record Formula(
    String name, String description, List<FormulaStep> steps, List<FileProblem> warnings) {
  public Formula {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }
}
