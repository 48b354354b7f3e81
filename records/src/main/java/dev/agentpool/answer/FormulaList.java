package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** The formulas of a pool. */
public record FormulaList(
    List<Row> formulas,
    @JsonPropertyDescription("of each file that is no formula: why") List<String> problems) {
  /** Keeps copies of the lists. */
  public FormulaList {
    formulas = List.copyOf(formulas);
    problems = List.copyOf(problems);
  }

  /** One of them. */
  public record Row(
      String name, String description, @JsonPropertyDescription("their ids") List<String> steps) {}
}
