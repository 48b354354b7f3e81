package dev.agentpool.process;

import dev.agentpool.process.ProcessTable.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the processes of one session, also those that left its group, its session or their parent.
 * Confined by its owner.
 */
final class Members {

  private final ProcessTable table;
  private final ProcessIdentity holder;
  private final String marker;
  private final Map<Long, Long> known =
      new HashMap<>(); // pid to start ticks: who was seen to belong to it

  Members(ProcessTable table, ProcessIdentity holder, String marker) {
    this.table = table;
    this.holder = holder;
    this.marker = marker;
  }

  /** Everyone who is there now, the holder included. */
  List<Entry> find() {
    List<Entry> all = table.scan();
    // a session id of 0 means "outside this PID namespace", never one of ours
    boolean sessionIsOurs =
        holder.pid() > 1 && holder.bootId().equals(table.bootId()) && !isRecycled(all);
    List<Entry> found = new ArrayList<>();
    Set<Long> pids = new HashSet<>();
    for (Entry entry : all) {
      if (belongs(entry, sessionIsOurs)) {
        found.add(entry);
        pids.add(entry.pid());
      }
    }
    addDescendants(all, found, pids);
    for (Entry entry : found) {
      known.put(entry.pid(), entry.startTicks());
    }
    return found;
  }

  private boolean belongs(Entry entry, boolean sessionIsOurs) {
    return entry.marker().equals(marker)
        || (sessionIsOurs && entry.session() == holder.pid())
        || Long.valueOf(entry.startTicks()).equals(known.get(entry.pid()));
  }

  /**
   * The kernel does not hand out a pid that is still in use as a session id. So if another process
   * bears the holder's pid, nobody of the old process session is left, and that number means
   * strangers.
   */
  private boolean isRecycled(List<Entry> all) {
    for (Entry entry : all) {
      if (entry.pid() == holder.pid()) {
        return entry.startTicks() != holder.startTicks();
      }
    }
    return false;
  }

  private static void addDescendants(List<Entry> all, List<Entry> found, Set<Long> pids) {
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Entry entry : all) {
        if (pids.contains(entry.parent()) && pids.add(entry.pid())) {
          found.add(entry);
          grew = true;
        }
      }
    }
  }
}
