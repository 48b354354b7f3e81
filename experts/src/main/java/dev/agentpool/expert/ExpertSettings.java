package dev.agentpool.expert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the sessions of one, or of all who do not say otherwise, are started.
 *
 * @param model null when it is not said
 * @param allowedTools empty when it is not said
 * @param sessionTimeout null when it is not said; zero for no limit
 * @param provider whose agent it is; null when it is not said. Our addition to the dialect
 * @param owns files that are this expert's to change, as patterns. Our addition, where the design
 *     of the old program announced one
 */
public record ExpertSettings(
    @Nullable String model,
    List<String> allowedTools,
    @Nullable Duration sessionTimeout,
    @Nullable String provider,
    List<String> owns) {
  public static final ExpertSettings NONE =
      new ExpertSettings(null, List.of(), null, null, List.of());

  public ExpertSettings {
    allowedTools = List.copyOf(allowedTools);
    owns = List.copyOf(owns);
  }

  /** What this leaves open, the other says. */
  public ExpertSettings over(ExpertSettings other) {
    return new ExpertSettings(
        model != null ? model : other.model,
        allowedTools.isEmpty() ? other.allowedTools : allowedTools,
        sessionTimeout != null ? sessionTimeout : other.sessionTimeout,
        provider != null ? provider : other.provider,
        owns.isEmpty() ? other.owns : owns);
  }

  /** How long a session may take; empty for as long as it wants. */
  public Optional<Duration> limit() {
    Duration length = sessionTimeout;
    return length == null || length.isZero() || length.isNegative()
        ? Optional.empty()
        : Optional.of(length);
  }
}
