package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.live.SessionId;
import dev.agentpool.settings.AllowedFiles;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a live session changed beside the files that it was allowed, by whatever means: looked for
 * in its diff when a turn has ended, once a turn. Thread-safe.
 */
public final class OutsideFiles {
  private static final int KEPT = 500;
  private final TaskArtifacts artifacts;
  private final Map<SessionId, Found> found =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Found> eldest) {
          return size() > KEPT;
        }
      };

  OutsideFiles(TaskArtifacts artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * What there is to tell.
   *
   * @param files null where it cannot be known
   */
  public record Found(TaskId turn, @Nullable List<String> files) {}

  /** Empty where all files are allowed, and while a turn is at work. */
  public Optional<Found> of(PoolConfig pool, SessionView view) {
    if (view.about().allowedFiles().isEmpty() || view.isAtWork()) {
      return Optional.empty();
    }
    SessionId session = view.row().id();
    TaskId turn = view.turn().id();
    synchronized (found) {
      Found known = found.get(session);
      if (known != null && known.turn().equals(turn)) {
        return Optional.of(known);
      }
    }
    Found now = new Found(turn, outside(pool, view));
    synchronized (found) {
      found.put(session, now);
    }
    return Optional.of(now);
  }

  private @Nullable List<String> outside(PoolConfig pool, SessionView view) {
    AllowedFiles allowed = new AllowedFiles(Spawning.within(pool, view.about().allowedFiles()));
    try {
      return artifacts
          .changed(pool, view.row().id().value())
          .map(files -> files.stream().filter(file -> !allowed.allows(Path.of(file))).toList())
          .orElse(null);
    } catch (Refused | IllegalArgumentException unreadable) {
      return null;
    }
  }
}
