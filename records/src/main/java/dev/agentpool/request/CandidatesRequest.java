package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** Says what is wanted of a provider; what is remembered of its usage counts. */
public record CandidatesRequest(
    @JsonPropertyDescription("as inventory tells them, such as worktree_edits")
        List<String> requiredCapabilities,
    @JsonPropertyDescription("statuses of usage that will not do, such as near_limit")
        List<String> avoidStatuses,
    @JsonPropertyDescription("ids; all when empty") List<String> allowedProviders,
    @JsonPropertyDescription("whether one whose usage nobody knows will do; true when absent")
        Optional<Boolean> includeUsageUnknown) {
  /** Keeps copies. */
  public CandidatesRequest {
    requiredCapabilities = List.copyOf(requiredCapabilities);
    avoidStatuses = List.copyOf(avoidStatuses);
    allowedProviders = List.copyOf(allowedProviders);
  }
}
