package dev.agentpool.node;

import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.attempt.Interruption;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.session.AgentSession;
import dev.agentpool.time.StopPatience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The end of a node that is told to stop. */
final class NodeStop {
  private final NodeParts parts;
  private final OpenPools pools;
  private final Adoption.Ended endedAtStart;

  /**
   * @param endedAtStart what the taking over ended
   */
  NodeStop(NodeParts parts, OpenPools pools, Adoption.Ended endedAtStart) {
    this.parts = parts;
    this.pools = pools;
    this.endedAtStart = endedAtStart;
  }

  /**
   * Claims nothing more, waits for what runs until the patience ends, then interrupts the rest,
   * whose tasks go back into the queue and go on when a daemon runs again; ends every session.
   */
  Node.StopReport stop(StopPatience patience) throws InterruptedException {
    long began = parts.awake().nanos();
    pools.openNoMore();
    int before = pools.running().size();
    Set<Path> sessions = new HashSet<>(sessions());
    patience.await(this::quiet);
    sessions.addAll(sessions());
    List<AttemptRun> rest = pools.running();
    rest.forEach(run -> run.interrupt(Interruption.SUSPENDED));
    Duration grace =
        parts.timings().interruptPatience().plus(parts.timings().endPatience().multipliedBy(2));
    new StopPatience(parts.awake(), grace.plusSeconds(2)).await(this::quiet);
    sessions.addAll(sessions());
    int left = pools.running().size();
    List<Long> survivors = new ArrayList<>(endedAtStart.survivors());
    survivors.addAll(endSessions());
    return new Node.StopReport(
        parts.awake().since(began).toMillis(),
        Math.max(0, before - rest.size()),
        rest.size(),
        left,
        sessions.size() + endedAtStart.sessions(),
        survivors);
  }

  /**
   * Ends every session without asking the agents first; what they were at goes back into the queue.
   * For a daemon that has lost its home: another one waits for it.
   */
  void endAtOnce() {
    pools.openNoMore();
    pools.running().forEach(run -> run.interrupt(Interruption.SUSPENDED));
    endSessions();
  }

  private List<Path> sessions() {
    return pools.slots().stream()
        .map(slot -> slot.bench().held())
        .filter(Objects::nonNull)
        .map(AgentSession::folder)
        .toList();
  }

  /** All at once: each may need its whole patience. Returns the pids of what survived. */
  private List<Long> endSessions() {
    Queue<Long> survivors = new ConcurrentLinkedQueue<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      pools.slots().forEach(slot -> all.execute(() -> survivors.addAll(slot.bench().drop())));
    }
    return List.copyOf(survivors);
  }

  /**
   * Settling ends with a journal entry, but tidying does not: so whoever waits for quiet looks
   * again.
   */
  private boolean quiet() {
    return pools.slots().stream().noneMatch(SlotRunner::busy);
  }
}
