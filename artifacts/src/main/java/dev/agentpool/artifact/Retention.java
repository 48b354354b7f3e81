package dev.agentpool.artifact;

import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.Home;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what agents left when it is old, or more than may be kept: never of what still runs,
 * and never of what a person has not seen. Thread-safe; one look at a time.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** The last of a pool's that went, told in its journal. */
  private static final Space<String> SPACE =
      new Space<>("retention", Codec.TEXT, NoteBound.of(1_000, 10_000));

  private final Home home;
  private final Artifacts artifacts;
  private final Ledger ledger;
  private final Supplier<ArtifactRules> rules;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Cleared cleared = new Cleared(null, null, 0, 0);

  /**
   * @param clock by which age is told
   */
  public Retention(
      Home home,
      Artifacts artifacts,
      Ledger ledger,
      Supplier<ArtifactRules> rules,
      InstantSource clock) {
    this.home = home;
    this.artifacts = artifacts;
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What went since this was made.
   *
   * @param lookedAt null before the first look
   * @param clearedAt when something went last; null when nothing has
   * @param holders how many
   */
  public record Cleared(
      @Nullable Instant lookedAt, @Nullable Instant clearedAt, long holders, long bytes) {
    private Cleared and(Swept swept) {
      boolean none = swept.removed().isEmpty();
      return new Cleared(
          swept.at(),
          none ? clearedAt : swept.at(),
          holders + swept.removed().size(),
          bytes + swept.removedBytes());
    }
  }

  public Cleared cleared() {
    return cleared;
  }

  /** Whose it is, and since when nobody needs it. */
  private record Free(Optional<PoolId> pool, Instant since) {}

  /**
   * Looks at all, and removes what may go.
   *
   * @param dryRun only tells what would go
   */
  public Swept sweep(boolean dryRun) {
    lock.lock();
    try {
      return swept(dryRun);
    } finally {
      lock.unlock();
    }
  }

  private Swept swept(boolean dryRun) {
    ArtifactRules now = rules.get();
    Instant old = clock.instant().minus(now.keep());
    List<KeptHolders.Kept> all = all();
    long bytes = all.stream().mapToLong(KeptHolders.Kept::bytes).sum();
    List<Swept.Removed> removed = new ArrayList<>();
    for (KeptHolders.Kept kept : all) {
      boolean isOld = kept.touched().isBefore(old);
      if (!isOld && bytes <= now.mostBytes()) {
        break; // those behind it were touched later still
      }
      Optional<Free> free = free(kept.holder());
      if (free.isEmpty()) {
        continue;
      }
      boolean byAge = isOld && free.get().since().isBefore(old);
      if ((byAge || bytes > now.mostBytes()) && (dryRun || forgot(kept))) {
        bytes -= kept.bytes();
        removed.add(
            new Swept.Removed(
                kept.holder(),
                free.get().pool().map(PoolId::value),
                kept.bytes(),
                byAge ? "age" : "size"));
      }
    }
    if (!dryRun) {
      tell(removed);
    }
    Swept swept = new Swept(clock.instant(), removed, all.size() - removed.size(), bytes);
    if (!dryRun) {
      cleared = cleared.and(swept);
    }
    return swept;
  }

  private List<KeptHolders.Kept> all() {
    try {
      return KeptHolders.all(home.artifacts(), home.activity());
    } catch (IOException e) {
      throw new ArtifactException(
          "cannot look at what agents left in " + home.state() + ": " + e.getMessage(), e);
    }
  }

  /** Empty while it is needed. What the ledger does not know is nobody's. */
  private Optional<Free> free(String holder) {
    Optional<SessionId> session = SessionId.find(holder);
    if (session.isPresent()) {
      return ledger
          .session(session.get())
          .map(Retention::free)
          .orElseGet(() -> Optional.of(new Free(Optional.empty(), Instant.MIN)));
    }
    Optional<TaskRecord> task;
    try {
      task = ledger.task(new TaskId(holder));
    } catch (IllegalArgumentException noId) {
      task = Optional.empty();
    }
    return task.map(this::free)
        .orElseGet(() -> Optional.of(new Free(Optional.empty(), Instant.MIN)));
  }

  private static Optional<Free> free(LiveSession session) {
    LiveSession.Ended ended = session.ended();
    return ended == null
        ? Optional.empty()
        : Optional.of(new Free(Optional.of(session.pool()), ended.at()));
  }

  private Optional<Free> free(TaskRecord task) {
    boolean isNeeded = !task.state().terminal() || ledger.isUnseen(task.id());
    return isNeeded
        ? Optional.empty()
        : Optional.of(
            new Free(
                Optional.of(task.pool()),
                Objects.requireNonNullElse(task.finishedAt(), task.createdAt())));
  }

  private boolean forgot(KeptHolders.Kept kept) {
    try {
      artifacts.forget(kept);
      return true;
    } catch (IOException e) {
      LOG.warn("what {} left cannot be removed: {}", kept.holder(), e.getMessage());
      return false;
    }
  }

  private void tell(List<Swept.Removed> removed) {
    Map<String, List<Swept.Removed>> byPool =
        removed.stream()
            .filter(one -> one.pool().isPresent())
            .collect(
                Collectors.groupingBy(
                    one -> one.pool().orElseThrow(), TreeMap::new, Collectors.toList()));
    byPool.forEach((pool, some) -> {
      long bytes = some.stream().mapToLong(Swept.Removed::bytes).sum();
      SPACE
          .in(ledger)
          .put(
              new PoolId(pool),
              "last",
              "what " + some.size() + " tasks left was let go of, " + bytes + " bytes");
    });
    if (!removed.isEmpty()) {
      LOG.info("let go of what {} holders left", removed.size());
    }
  }
}
