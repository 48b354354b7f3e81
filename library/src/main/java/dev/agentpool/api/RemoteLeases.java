package dev.agentpool.api;

import dev.agentpool.answer.FileLease;
import dev.agentpool.operation.LeaseRows;
import dev.agentpool.request.LeaseFilter;
import dev.agentpool.request.LeaseRelease;
import dev.agentpool.request.LeaseRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The leases, asked over the daemon's socket. */
record RemoteLeases(Calls calls) implements Leases {
  @Override
  public FileLease acquire(String taskId, String filePath, Optional<Duration> time) {
    return acquire(taskId, filePath, LeaseRequest.Mode.WRITE, time);
  }

  @Override
  public FileLease acquireToRead(String taskId, String filePath, Optional<Duration> time) {
    return acquire(taskId, filePath, LeaseRequest.Mode.READ, time);
  }

  private FileLease acquire(
      String taskId, String filePath, LeaseRequest.Mode mode, Optional<Duration> time) {
    return calls.ask(
        LeaseRows.ACQUIRE,
        new LeaseRequest(Optional.of(taskId), filePath, Optional.of(mode), time));
  }

  @Override
  public List<FileLease> list() {
    return calls.ask(LeaseRows.LIST, LeaseFilter.ALL).leases();
  }

  @Override
  public boolean release(String leaseId) {
    return release(new LeaseRelease(Optional.of(leaseId), Optional.empty(), Optional.empty())) > 0;
  }

  @Override
  public int releaseAll(String taskId) {
    return release(new LeaseRelease(Optional.empty(), Optional.of(taskId), Optional.empty()));
  }

  private int release(LeaseRelease which) {
    return calls.ask(LeaseRows.RELEASE, which).released();
  }
}
