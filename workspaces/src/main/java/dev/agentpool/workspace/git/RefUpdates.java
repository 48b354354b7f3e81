package dev.agentpool.workspace.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Changes of branches by one {@code git update-ref} of a repository that is kept for the next
 * change, instead of a git for each. Repositories do not wait for each other.
 *
 * <p>INVARIANT: what it says is not done may have been done all the same; whoever asks then does it
 * by a git of its own, in a way that finds it done. Thread-safe.
 */
final class RefUpdates implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST = 8;

  private final Git git;
  private final Duration idle;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Map<Path, KeptRefs> kept = new ConcurrentHashMap<>();

  RefUpdates(Git git) {
    this(git, IDLE, PATIENCE, System::nanoTime);
  }

  /**
   * @param idle how long a git is kept without being asked
   * @param patience for each of its answers
   * @param nanos a monotonic clock, by which that is measured
   */
  RefUpdates(Git git, Duration idle, Duration patience, LongSupplier nanos) {
    this.git = git;
    this.idle = idle;
    this.patience = patience;
    this.nanos = nanos;
  }

  /** Makes a branch that is not there. */
  boolean created(Path repository, String branch, String commit) {
    return of(repository).done("create " + Refs.ref(branch) + " " + commit);
  }

  /** Drops a branch that stands on the commit. */
  boolean deleted(Path repository, String branch, String commit) {
    return of(repository).done("delete " + Refs.ref(branch) + " " + commit);
  }

  private KeptRefs of(Path repository) {
    KeptRefs known = kept.get(repository);
    if (known == null && kept.size() >= MOST) {
      List.copyOf(kept.values()).forEach(KeptRefs::endUnlessAsked);
      kept.values().removeIf(KeptRefs::isIdle);
    }
    return kept.computeIfAbsent(
        repository, _ -> new KeptRefs(git, repository, idle, patience, nanos));
  }

  /** Ends every git that is kept; one that is asked again later is kept again. */
  @Override
  public void close() {
    List.copyOf(kept.values()).forEach(KeptRefs::endAtOnce);
  }
}
