package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** The models of one agent CLI, and how it is told which to use (spec control-plane 17). */
public record AgentModels(
    String providerId,
    boolean installed,
    Optional<String> defaultModel,
    Optional<String> smokeModel,
    Optional<String> modelArg,
    String modelSelection,
    String defaultInitialPromptMode,
    Optional<String> reasoningEffortArg,
    Optional<String> reasoningEffortConfigKey,
    Optional<String> serviceTierConfigKey,
    List<String> submitKeys,
    @JsonPropertyDescription("where the list comes from") String catalogCompleteness,
    List<String> quirks,
    List<AgentModel> models) {
  /** Keeps copies. */
  public AgentModels {
    submitKeys = List.copyOf(submitKeys);
    quirks = List.copyOf(quirks);
    models = List.copyOf(models);
  }
}
