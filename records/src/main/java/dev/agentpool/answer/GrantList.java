package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What agents may do unasked for a while. */
public record GrantList(
    @JsonPropertyDescription("the one that ends first first") List<Grant> grants) {
  /** Keeps a copy of the list. */
  public GrantList {
    grants = List.copyOf(grants);
  }
}
