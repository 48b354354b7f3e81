package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks what providers have left.
 *
 * @param backend {@code native}, {@code codexbar}, {@code ccusage} or {@code combined}
 * @param timeout who is later is unknown
 */
public record UsageRequest(
    @JsonPropertyDescription("this one alone, such as claude-code; all when absent")
        Optional<String> providerId,
    @JsonPropertyDescription("ask now; else what is remembered is told") boolean refresh,
    @JsonPropertyDescription("native, codexbar, ccusage or combined, which is usual")
        Optional<String> backend,
    @JsonPropertyDescription("who is later is unknown; a minute when absent")
        @Bounds(least = 1, most = UsageRequest.LONGEST_MS)
        Optional<Duration> timeout) {
  static final long LONGEST_MS = 600_000;

  /** Refuses what is out of bounds. */
  public UsageRequest {
    if (timeout.isPresent()
        && (timeout.get().toMillis() < 1 || timeout.get().toMillis() > LONGEST_MS)) {
      throw new IllegalArgumentException(
          "'timeout_ms' must be 1 to " + LONGEST_MS + ", not " + timeout.get().toMillis());
    }
  }

  /** Of all, remembered. */
  public static final UsageRequest REMEMBERED =
      new UsageRequest(Optional.empty(), false, Optional.empty(), Optional.empty());

  /** Of all, asked now. */
  public static final UsageRequest ASKED =
      new UsageRequest(Optional.empty(), true, Optional.empty(), Optional.empty());
}
