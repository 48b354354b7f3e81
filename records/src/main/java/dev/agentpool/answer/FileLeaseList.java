package dev.agentpool.answer;

import java.util.List;

/** The leases that hold now, oldest first. */
public record FileLeaseList(List<FileLease> leases) {
  /** Keeps a copy of the list. */
  public FileLeaseList {
    leases = List.copyOf(leases);
  }
}
