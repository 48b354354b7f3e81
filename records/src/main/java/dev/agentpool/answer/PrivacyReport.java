package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** What is stored, read and sent on this machine (spec control-plane 19.1). */
public record PrivacyReport(
    Credentials credentialStorage,
    Local localStorage,
    Refresh usageRefresh,
    List<Source> usageSources,
    Redacted redaction) {
  public PrivacyReport {
    usageSources = List.copyOf(usageSources);
  }

  /** What is done with log-ins: none of it. */
  public record Credentials(
      boolean agentpoolStoresProviderCredentials,
      boolean browserScrapingEnabledByDefault,
      boolean browserCookieSourcesEnabledByDefault,
      boolean macosKeychainAccessByAgentpool) {
    public static final Credentials NONE = new Credentials(false, false, false, false);
  }

  /** Where things lie; all of it is this user's alone. */
  public record Local(
      String configPath, String sqliteDb, String artifactRoot, List<String> stores) {
    public Local {
      stores = List.copyOf(stores);
    }
  }

  /** When a vendor is asked what is left. */
  public record Refresh(
      boolean inventoryRunsLiveUsageProbes,
      boolean liveUsageRequiresExplicitRefresh,
      @JsonPropertyDescription("null where nothing is refreshed by itself")
          Optional<Long> summaryAutoRefreshAfterSeconds,
      String defaultBackend,
      Backends optionalBackends) {}

  /** Programs of others that are asked where they are installed. */
  public record Backends(boolean codexbar, boolean ccusage) {}

  /** Where what is left of a subscription comes from. */
  public record Source(
      String providerId,
      String source,
      @JsonPropertyDescription("whether it reads a log-in that the CLI has")
          boolean readsExistingAuthState,
      boolean network) {}

  /** What is replaced before it is kept. */
  public record Redacted(boolean appliedBeforePersistence, List<String> patterns) {
    public Redacted {
      patterns = List.copyOf(patterns);
    }
  }
}
