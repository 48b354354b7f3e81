package dev.agentpool.lease;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a pool's project, in its ledger: one note, so that looking for what is in the way
 * and taking the file are one step, however many try. What has ended with its task or its time is
 * no lease any more, whether or not somebody has tidied it away. Thread-safe.
 */
public final class Leases {
  /** So many at a time. */
  public static final int MOST = 2_000;

  private static final String ALL = "all";

  /** Of one note. */
  public static final Space<List<Lease>> SPACE =
      new Space<>(
          "leases",
          Codec.of(LeaseLines::text, LeaseLines::read),
          NoteBound.of(MOST * 1_200, MOST * 1_200 + 100));

  private final Ledger ledger;
  private final Notes<List<Lease>> notes;

  public Leases(Ledger ledger) {
    this.ledger = ledger;
    this.notes = SPACE.in(ledger);
  }

  /** What came of wanting a file. */
  public sealed interface Taking {
    record Taken(Lease lease) implements Taking {}

    /** Somebody else's is in the way. */
    record Held(Lease by) implements Taking {}

    record Full() implements Taking {}
  }

  /**
   * Takes a file, or renews what the holder has of it: a writer stays one, the time is the new one.
   *
   * @param time how long; null for as long as the holder lasts
   */
  public Reply<Taking> take(
      PoolId pool, LeaseHolder holder, String file, Lease.Mode mode, @Nullable Duration time) {
    Optional<Lease> other = against(pool, holder, file, mode);
    if (other.isPresent()) {
      return Reply.done(
          new Taking.Held(other.get())); // without a write: whoever is refused asks again
    }
    Chosen chosen = new Chosen();
    Reply<Noted<List<Lease>>> reply =
        notes.change(
            pool,
            ALL,
            before -> chosen.over(standing(before.orElse(List.of())), holder, file, mode, time));
    return switch (reply) {
      case Reply.Done<Noted<List<Lease>>> _ -> Reply.done(chosen.taking);
      case Reply.Refused<Noted<List<Lease>>>(var refusal) -> new Reply.Refused<>(refusal);
    };
  }

  /** One attempt to take a file; what is written may have to be worked out again. */
  private final class Chosen {
    private Taking taking = new Taking.Full();

    List<Lease> over(
        List<Lease> there,
        LeaseHolder holder,
        String file,
        Lease.Mode mode,
        @Nullable Duration time) {
      Optional<Lease> other =
          there.stream().filter(lease -> isInTheWay(lease, holder, file, mode)).findFirst();
      if (other.isPresent()) {
        taking = new Taking.Held(other.get());
        return there;
      }
      Instant now = ledger.now();
      Optional<Instant> until = Optional.ofNullable(time).map(now::plus);
      Optional<Lease> own =
          there.stream()
              .filter(lease -> lease.holder().equals(holder) && lease.file().equals(file))
              .findFirst();
      Lease lease =
          own.map(had ->
                  new Lease(
                      had.id(),
                      file,
                      had.mode() == Lease.Mode.WRITE ? Lease.Mode.WRITE : mode,
                      holder,
                      had.since(),
                      until))
              .orElseGet(() -> new Lease(newId(), file, mode, holder, now, until));
      List<Lease> after = new ArrayList<>(there);
      own.ifPresent(after::remove);
      if (after.size() >= MOST) {
        taking = new Taking.Full();
        return there;
      }
      after.add(lease);
      taking = new Taking.Taken(lease);
      return after;
    }
  }

  private static String newId() {
    return "lease-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  /** Those that hold now, oldest first. */
  public List<Lease> list(PoolId pool) {
    return notes.find(pool, ALL).map(Noted::value).map(this::standing).orElse(List.of());
  }

  /** Lets go of those that are meant, and says of how many that still held. */
  public Reply<Integer> release(PoolId pool, Predicate<Lease> meant) {
    if (notes.find(pool, ALL).isEmpty()) {
      return Reply.done(0);
    }
    List<Lease> released = new ArrayList<>();
    Reply<Noted<List<Lease>>> reply =
        notes.change(
            pool,
            ALL,
            before -> {
              List<Lease> there = standing(before.orElse(List.of()));
              released.clear();
              there.stream().filter(meant).forEach(released::add);
              return there.stream().filter(meant.negate()).toList();
            });
    return switch (reply) {
      case Reply.Done<Noted<List<Lease>>> _ -> Reply.done(released.size());
      case Reply.Refused<Noted<List<Lease>>>(var refusal) -> new Reply.Refused<>(refusal);
    };
  }

  /** What keeps this task or session from a file. */
  public Optional<Lease> against(PoolId pool, LeaseHolder holder, String file, Lease.Mode mode) {
    return notes
        .find(pool, ALL)
        .flatMap(all ->
            standing(
                    all.value().stream()
                        .filter(lease -> isInTheWay(lease, holder, file, mode))
                        .toList())
                .stream()
                .findFirst());
  }

  /** The turns of a live session are not in each other's way, nor in its own. */
  private boolean isInTheWay(Lease lease, LeaseHolder holder, String file, Lease.Mode mode) {
    if (!lease.excludes(file, mode) || lease.holder().equals(holder)) {
      return false;
    }
    Optional<SessionId> session = session(holder);
    return session.isEmpty() || !session.equals(session(lease.holder()));
  }

  private Optional<SessionId> session(LeaseHolder holder) {
    return switch (holder) {
      case LeaseHolder.OfSession(SessionId session) -> Optional.of(session);
      case LeaseHolder.OfTask(TaskId task) ->
          ledger.task(task).map(record -> record.spec().ordering().slot()).flatMap(SessionId::find);
    };
  }

  private List<Lease> standing(List<Lease> leases) {
    if (leases.isEmpty()) {
      return leases;
    }
    Instant now = ledger.now();
    List<TaskId> tasks = new ArrayList<>();
    for (Lease lease : leases) {
      if (lease.holder() instanceof LeaseHolder.OfTask(TaskId task) && !tasks.contains(task)) {
        tasks.add(task);
      }
    }
    Map<TaskId, TaskState> states = ledger.states(tasks);
    return leases.stream()
        .filter(lease -> !lease.isOver(now))
        .filter(lease ->
            switch (lease.holder()) {
              case LeaseHolder.OfTask(TaskId task) -> {
                TaskState state = states.get(task);
                yield state != null && !state.terminal();
              }
              case LeaseHolder.OfSession(SessionId session) ->
                  ledger.session(session).filter(LiveSession::lives).isPresent();
            })
        .toList();
  }
}
