package dev.agentpool.process;

import dev.agentpool.process.ProcessTable.Entry;
import dev.agentpool.walls.Bubblewrap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a session that are ours: they stand above the agent and wait for it, the shell
 * in order to write its exit code. They are asked to end last, since the agent would end with them.
 *
 * @param confinement how the session is held
 * @param depth how many generations above the agent, the holder included
 */
record Frame(Confinement confinement, int depth) {

  static Frame of(SessionFolder.Meta meta) {
    int held = meta.confinement().isNamespace() ? 2 : 1; // unshare and the shell, or the shell
    return new Frame(meta.confinement(), held + (meta.isWalled() ? Bubblewrap.PROCESSES : 0));
  }

  boolean isNamespace() {
    return confinement.isNamespace();
  }

  /** Of the processes of a session, those that belong to the frame. */
  List<Entry> in(List<Entry> found, ProcessIdentity holder) {
    Map<Long, Entry> byPid = new HashMap<>();
    found.forEach(entry -> byPid.put(entry.pid(), entry));
    return found.stream().filter(entry -> generation(entry, byPid, holder) < depth).toList();
  }

  /** 0 for the holder; beyond every frame for what does not descend from it. */
  private int generation(Entry entry, Map<Long, Entry> byPid, ProcessIdentity holder) {
    int generation = 0;
    Entry above = entry;
    while (above != null && above.pid() != holder.pid() && generation < depth) {
      above = byPid.get(above.parent());
      generation++;
    }
    return above == null ? depth : generation;
  }
}
