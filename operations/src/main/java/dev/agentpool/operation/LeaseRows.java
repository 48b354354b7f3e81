package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.FileLease;
import dev.agentpool.answer.FileLeaseList;
import dev.agentpool.answer.Released;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Tasks;
import dev.agentpool.lease.Lease;
import dev.agentpool.lease.LeaseHolder;
import dev.agentpool.live.SessionId;
import dev.agentpool.request.LeaseFilter;
import dev.agentpool.request.LeaseRelease;
import dev.agentpool.request.LeaseRequest;
import java.util.List;

/** Claims of files by tasks and live sessions (spec control-plane 14). */
public final class LeaseRows {
  private static final String ALL = "/v1/leases";

  public static final Operation<LeaseFilter, FileLeaseList> LIST =
      named("lease.list", "The files that tasks and live sessions have leased, oldest lease first")
          .takes(LeaseFilter.class)
          .gives(FileLeaseList.class)
          .at(Route.get(ALL))
          .does((asking, asked) -> {
            PoolConfig pool = asking.standing();
            return new FileLeaseList(
                asking
                    .engine()
                    .leases()
                    .list(pool.id(), asked.taskId().map(LeaseRows::holder))
                    .stream()
                    .map(lease -> told(pool, lease))
                    .toList());
          });

  public static final Operation<LeaseRequest, FileLease> ACQUIRE =
      named("lease.acquire", "Leases a file to a task or live session, or renews its lease")
          .takes(LeaseRequest.class)
          .gives(FileLease.class)
          .at(Route.post(ALL).fails(400, 404, 409))
          .does((asking, asked) -> {
            PoolConfig pool = asking.standing();
            return told(
                pool,
                asking
                    .engine()
                    .leases()
                    .acquire(
                        pool,
                        asked.taskId().map(LeaseRows::holder),
                        asked.filePath(),
                        asked.mode().orElse(LeaseRequest.Mode.WRITE) == LeaseRequest.Mode.READ
                            ? Lease.Mode.READ
                            : Lease.Mode.WRITE,
                        asked.ttl().orElse(null)));
          });

  public static final Operation<LeaseRelease, Released> RELEASE =
      named("lease.release", "Lets go of a lease, or of those of a task or session")
          .takes(LeaseRelease.class)
          .gives(Released.class)
          .at(Route.delete(ALL).fails(400))
          .does((asking, asked) ->
              new Released(
                  asking
                      .engine()
                      .leases()
                      .release(
                          asking.standing(),
                          asked.leaseId(),
                          asked.taskId().map(LeaseRows::holder),
                          asked.filePath())));

  private LeaseRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, ACQUIRE, RELEASE);
  }

  private static LeaseHolder holder(String id) {
    return SessionId.find(id)
        .<LeaseHolder>map(LeaseHolder.OfSession::new)
        .orElseGet(() -> new LeaseHolder.OfTask(Tasks.id(id)));
  }

  private static FileLease told(PoolConfig pool, Lease lease) {
    return new FileLease(
        lease.id(),
        lease.holder().id(),
        pool.directory().toString(),
        lease.file(),
        lease.mode().wireName(),
        lease.since(),
        lease.until());
  }
}
