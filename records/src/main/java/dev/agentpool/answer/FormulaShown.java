package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** A formula. */
public record FormulaShown(
    String name,
    String description,
    List<Step> steps,
    @JsonPropertyDescription("what the writer of its file should know") List<String> warnings) {
  /** Keeps copies of the lists. */
  public FormulaShown {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /** What becomes a mail, or one for each who is named. */
  public record Step(
      String id,
      @JsonPropertyDescription("who does it; experts: whoever is named at the start") String role,
      String title,
      String description,
      List<String> dependsOn) {}
}
