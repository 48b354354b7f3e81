package dev.agentpool.process;

import dev.agentpool.process.ProcessTable.Entry;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells which session a process belongs to. A session's processes have its holder among their
 * ancestors: whoever loses its parent in a PID namespace is given to that namespace's first
 * process, which is below the holder. So no double fork, no new process session, no emptied
 * environment and no further namespace leads out. Where there are no namespaces, the marker in the
 * environment of a process or of an ancestor tells the rest.
 */
final class Peers {
  private static final int MOST_ANCESTORS = 4_096;
  private static final int TRIES = 3;
  private final ProcessTable table;
  private final Supplier<Collection<DurableChild>> sessions;
  private final String own; // the marker that this process itself inherited, empty for none
  private final String namespace;

  Peers(ProcessTable table, Supplier<Collection<DurableChild>> sessions, String ownMarker) {
    this.table = table;
    this.sessions = sessions;
    this.own = ownMarker;
    this.namespace = namespaceOf("self");
  }

  /** Ask when the connection was accepted: who vanishes after it connected stays unclear. */
  Peer of(SocketChannel channel) {
    try {
      long pid = PeerPid.of(channel);
      return pid <= 0
          ? new Peer.Unclear("its process is outside of what this daemon can see")
          : of(pid);
    } catch (IOException e) {
      return new Peer.Unclear("its process cannot be told (" + e.getMessage() + ")");
    }
  }

  Peer of(long pid) {
    for (int tried = 0; tried < TRIES; tried++) {
      Optional<List<Entry>> line = line(pid);
      if (line.isPresent()) {
        return among(line.get());
      }
    }
    return new Peer.Unclear("its process is gone");
  }

  /** The process and its ancestors, the nearest first; empty when one went away meanwhile. */
  private Optional<List<Entry>> line(long pid) {
    List<Entry> line = new ArrayList<>();
    for (long at = pid; at > 0 && line.size() < MOST_ANCESTORS; ) {
      Optional<Entry> entry = table.findMarked(at);
      if (entry.isEmpty() || entry.get().isGone()) {
        return Optional.empty();
      }
      line.add(entry.get());
      at = entry.get().parent();
    }
    return Optional.of(line);
  }

  private Peer among(List<Entry> line) {
    Collection<DurableChild> all = sessions.get();
    for (Entry entry : line) {
      for (DurableChild session : all) {
        ProcessIdentity holder = session.identity();
        if (holder.pid() == entry.pid() && holder.startTicks() == entry.startTicks()) {
          return new Peer.InSession(session.folder());
        }
      }
    }
    for (Entry entry : line) {
      if (!entry.marker().isEmpty() && !entry.marker().equals(own)) {
        return all.stream()
            .filter(session -> session.marker().equals(entry.marker()))
            .findFirst()
            .<Peer>map(session -> new Peer.InSession(session.folder()))
            .orElseGet(
                () -> new Peer.Unclear("it is in a session that this daemon does not look after"));
      }
    }
    String theirs = namespaceOf(Long.toString(line.getFirst().pid()));
    return !namespace.isEmpty() && theirs.equals(namespace)
        ? new Peer.Outside()
        : new Peer.Unclear(
            "it is in a PID namespace of its own, which could be one that a session made");
  }

  private static String namespaceOf(String process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", process, "ns", "pid")).toString();
    } catch (IOException hidden) {
      return "";
    }
  }
}
