package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What is wrong with a file of models (spec control-plane 5). */
public record CatalogVerdict(
    boolean ok,
    String path,
    @JsonPropertyDescription("why it cannot be used, each with its place in the file")
        List<String> errors,
    @JsonPropertyDescription("what in it counts for nothing") List<String> warnings) {
  public CatalogVerdict {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }
}
