package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * What a person said of starting agents and of their usage, {@code [usage]} of their config.toml.
 *
 * @param neverAllowOverage whether nothing is paid beyond a plan
 * @param allowOverage providers for which a person allows that
 * @param internalInterfaces providers whose undocumented interfaces a person lets be asked
 */
public record UsagePolicyShown(
    boolean requireExplicitProvider,
    boolean allowAutoRouting,
    int minRemainingPercent,
    long usageStaleAfterSeconds,
    Optional<Long> usageAutoRefreshAfterSeconds,
    List<String> blockOnUsageStatuses,
    @JsonPropertyDescription("whether nothing is paid beyond a plan") boolean neverAllowOverage,
    List<String> allowOverage,
    List<String> internalInterfaces) {
  /** Keeps copies. */
  public UsagePolicyShown {
    blockOnUsageStatuses = List.copyOf(blockOnUsageStatuses);
    allowOverage = List.copyOf(allowOverage);
    internalInterfaces = List.copyOf(internalInterfaces);
  }
}
