package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;

/** What came of taking over a former control plane's folder. */
public record Imported(
    String from,
    boolean dryRun,
    @JsonPropertyDescription("for people, a line a thing") List<String> taken,
    @JsonPropertyDescription("what was not, and why") List<Left> left,
    List<String> warnings,
    @JsonPropertyDescription("how many rows of each table are new here") Map<String, Long> rows) {
  public Imported {
    taken = List.copyOf(taken);
    left = List.copyOf(left);
    warnings = List.copyOf(warnings);
    rows = Map.copyOf(rows);
  }

  /** Something that was not taken over. */
  public record Left(String what, String why) {}
}
