package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.lease.Lease;
import dev.agentpool.lease.LeaseHolder;
import dev.agentpool.lease.Leases;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Claims of files by tasks and live sessions (spec control-plane 14): who wants a file that
 * somebody else has is told whose it is. Inside a session they are taken and released for its own
 * task alone. Thread-safe.
 */
public final class FileLeases {
  private static final int LONGEST_FILE = 1_000;
  private final Ledger ledger;
  private final Leases leases;

  public FileLeases(Ledger ledger) {
    this.ledger = ledger;
    this.leases = new Leases(ledger);
  }

  /**
   * Takes a file or renews what the holder has of it.
   *
   * @param holder whose it is to be; inside a session its own task when it is empty
   * @param file from the project's root, or absolute within the project
   * @param time how long; null for as long as the holder lasts
   */
  public Lease acquire(
      PoolConfig pool,
      Optional<LeaseHolder> holder,
      String file,
      Lease.Mode mode,
      @Nullable Duration time) {
    LeaseHolder whose = holder(pool.id(), holder);
    String path = path(pool.directory(), file);
    return switch (Refused.orThrow(leases.take(pool.id(), whose, path, mode, time))) {
      case Leases.Taking.Taken(Lease lease) -> lease;
      case Leases.Taking.Held(Lease by) ->
          throw new Refused(Refused.Kind.CONFLICT, "lease_conflict", held(by));
      case Leases.Taking.Full _ ->
          throw new Refused(
              Refused.Kind.CONFLICT,
              "too_many_leases",
              "there are " + Leases.MOST + " leases already; release some first");
    };
  }

  private static String held(Lease by) {
    return by.told()
        + (by.until().isEmpty() ? " for as long as it lasts" : "")
        + " ("
        + by.id()
        + ")";
  }

  /** The task that asks, when one does. */
  private static Optional<LeaseHolder> own() {
    return Acting.insider()
        .map(Caller.Insider::running)
        .<LeaseHolder>map(task -> new LeaseHolder.OfTask(task.id()));
  }

  private LeaseHolder holder(PoolId pool, Optional<LeaseHolder> named) {
    Optional<LeaseHolder> own = own();
    if (own.isPresent() && named.isPresent() && !named.equals(own)) {
      throw new Refused(
          Refused.Kind.FORBIDDEN,
          Caller.Refused.CODE,
          "inside a task files are leased to it alone, not to " + named.get().id());
    }
    LeaseHolder holder =
        named
            .or(() -> own)
            .orElseThrow(() -> Refused.invalid("'task_id' is missing: whose the lease is to be"));
    String over =
        switch (holder) {
          case LeaseHolder.OfTask(TaskId task) -> over(pool, task);
          case LeaseHolder.OfSession(SessionId session) -> over(pool, session);
        };
    if (!over.isEmpty()) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "wrong_state",
          holder.id() + " is " + over + ": it leases nothing any more");
    }
    return holder;
  }

  /** How it ended; empty while it has not. */
  private String over(PoolId pool, TaskId id) {
    TaskRecord task =
        ledger
            .task(id)
            .filter(found -> found.pool().equals(pool))
            .orElseThrow(() -> Refused.notFound("task", id.value()));
    return task.state().terminal() ? task.state().wireName() : "";
  }

  private String over(PoolId pool, SessionId id) {
    LiveSession session =
        ledger
            .session(id)
            .filter(found -> found.pool().equals(pool))
            .orElseThrow(() -> Refused.notFound("session", id.value()));
    return session.lives() ? "" : "ended";
  }

  /** From the project's root, with slashes, without detours. */
  private static String path(Path project, String file) {
    if (file.isBlank()
        || file.length() > LONGEST_FILE
        || file.chars().anyMatch(Character::isISOControl)) {
      throw Refused.invalid(
          "'file_path' must be a file's name of 1 to "
              + LONGEST_FILE
              + " characters, none of them a control character");
    }
    try {
      Path inside = project.relativize(project.resolve(file).normalize());
      if (inside.toString().isEmpty() || inside.startsWith("..")) {
        throw Refused.invalid(
            "'file_path' must be a file of the project "
                + project
                + ", named from its root, not "
                + file);
      }
      return inside.toString();
    } catch (InvalidPathException e) {
      throw Refused.invalid("'file_path' is no file's name: " + e.getMessage());
    }
  }

  /** Those that hold now, oldest first. */
  public List<Lease> list(PoolId pool, Optional<LeaseHolder> holder) {
    return leases.list(pool).stream()
        .filter(lease -> holder.isEmpty() || lease.holder().equals(holder.get()))
        .toList();
  }

  /**
   * Lets go of those that are meant, and says of how many.
   *
   * @param id of one of them; or empty, and then the holder says which, all of its or that of one
   *     file
   */
  public int release(
      PoolConfig pool, Optional<String> id, Optional<LeaseHolder> holder, Optional<String> file) {
    Optional<LeaseHolder> own = own();
    if (id.isEmpty() && holder.isEmpty() && own.isEmpty()) {
      throw new Refused(
          Refused.Kind.INVALID,
          "invalid_lease_release",
          "say which: 'lease_id', or 'task_id' with or without 'file_path'");
    }
    Optional<String> path = file.map(named -> path(pool.directory(), named));
    Predicate<Lease> meant =
        lease ->
            (id.isEmpty() || lease.id().equals(id.get()))
                && (holder.isEmpty() || lease.holder().equals(holder.get()))
                && (path.isEmpty() || lease.file().equals(path.get()))
                && (own.isEmpty() || lease.holder().equals(own.get()));
    return Refused.orThrow(leases.release(pool.id(), meant));
  }
}
