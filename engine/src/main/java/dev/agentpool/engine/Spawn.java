package dev.agentpool.engine;

import dev.agentpool.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is to be spawned (spec control-plane 11.1).
 *
 * @param provider as settings or the control plane call it
 * @param task what it is to do
 * @param role one of {@link #ROLES}
 * @param isolation one of {@link #ISOLATIONS}
 * @param settings what else its turns are to have
 * @param metadata the caller's own words on it
 */
public record Spawn(
    String provider,
    String task,
    String role,
    String isolation,
    Optional<String> model,
    Optional<String> reasoningEffort,
    Optional<String> account,
    Optional<String> serviceTier,
    List<String> allowedFiles,
    @Nullable Duration lasts,
    @Nullable Integer maxTurns,
    Settings settings,
    Map<String, Object> metadata,
    @Nullable String coordinator,
    @Nullable String idempotencyKey) {
  public static final List<String> ROLES =
      List.of("explorer", "reviewer", "implementer", "tester", "custom");
  public static final List<String> ISOLATIONS = List.of("read_only", "shared", "worktree");

  /** Roles that change files. */
  static final List<String> MUTATING = List.of("implementer", "tester");

  public Spawn {
    allowedFiles = List.copyOf(allowedFiles);
    metadata = Map.copyOf(metadata);
  }
}
