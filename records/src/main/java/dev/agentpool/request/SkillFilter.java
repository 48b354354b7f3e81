package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Which skills are meant: those that are all that is said. */
public record SkillFilter(
    @JsonPropertyDescription("task, coordinator or chain") Optional<String> scope,
    @JsonPropertyDescription("builtin, global, project or runtime") Optional<String> source) {
  /** Every skill. */
  public static final SkillFilter ALL = new SkillFilter(Optional.empty(), Optional.empty());
}
