package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent CLI as the control plane describes it (spec control-plane 7.2).
 *
 * @param id {@code claude-code} for the setting's {@code claude}, else the same word
 * @param runtimes how one talks with it here
 * @param usage what is known of its quota, without asking anybody now
 */
public record AgentDescriptor(
    @JsonPropertyDescription("claude-code for the setting's claude, else the same word") String id,
    String displayName,
    Optional<String> vendor,
    String harness,
    boolean installed,
    Optional<String> binaryPath,
    Optional<String> version,
    AgentAuth auth,
    List<AgentModel> models,
    @JsonPropertyDescription("how one talks with it: stream-json, app-server, acp, terminal")
        List<String> runtimes,
    List<String> capabilities,
    @JsonPropertyDescription("the newest snapshot of its quota; nobody is asked for it now")
        Optional<UsageSnapshot> usage,
    List<String> accounts,
    List<String> warnings,
    Map<String, Object> metadata) {
  /** Keeps copies. */
  public AgentDescriptor {
    models = List.copyOf(models);
    runtimes = List.copyOf(runtimes);
    capabilities = List.copyOf(capabilities);
    accounts = List.copyOf(accounts);
    warnings = List.copyOf(warnings);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
