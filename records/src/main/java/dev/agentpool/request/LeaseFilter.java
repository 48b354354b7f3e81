package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks which files are leased. */
public record LeaseFilter(
    @JsonPropertyDescription("of this task or live session alone") Optional<String> taskId) {
  /** All of them. */
  public static final LeaseFilter ALL = new LeaseFilter(Optional.empty());
}
