package dev.agentpool.mailroom.door;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.inside.Callers;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mailroom.Rounds;
import dev.agentpool.node.Drains;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.poolsocket.PoolDoor;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.poolsocket.SocketPlace;
import dev.agentpool.post.PostBoard;
import dev.agentpool.post.Roster;
import dev.agentpool.post.Rosters;
import dev.agentpool.process.Peer;
import dev.agentpool.role.RoleServer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the socket of each expert pool that works here: from when it is opened or resumed until it
 * is drained, which is what {@code agent-pool stop} does; and beside it, behind the walls of its
 * sessions, one for their tools alone. A thread of its own looks, soon after the journal has told
 * of something, and at times without that: a socket that was removed is made again.
 */
public final class PoolDoors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PoolDoors.class);
  private final Parts parts;
  private final Map<PoolId, PoolDoor> open = new HashMap<>(); // of the rounds' thread
  private final Map<PoolId, PoolDoor> inside = new HashMap<>(); // of the rounds' thread
  private final Map<Path, String> told = new HashMap<>(); // of the rounds' thread
  private final Rounds rounds =
      new Rounds("pool-doors", "the sockets of pools", _ -> follow(), this::leave);
  private JournalFeed.Subscription journal = () -> {};

  /**
   * What is behind the doors.
   *
   * @param pools a pool that is open or can be opened
   * @param events tells what happens in a pool, until what it gives is closed
   * @param inside where sessions find a pool's door
   * @param peers where the process at a connection's other end is
   */
  public record Parts(
      Ledger ledger,
      Node node,
      Drains drains,
      Function<PoolId, Optional<PoolConfig>> pools,
      Rosters rosters,
      PostBoard board,
      RoleServer tools,
      Subscribing events,
      Callers callers,
      Function<PoolId, Path> inside,
      Function<SocketChannel, Peer> peers) {}

  /** Lets one hear what happens in a pool. */
  @FunctionalInterface
  public interface Subscribing {
    AutoCloseable subscribe(PoolId pool, Consumer<PoolEvent> hears);
  }

  public PoolDoors(Parts parts) {
    this.parts = parts;
  }

  public PoolDoors start(JournalFeed feed) {
    journal =
        feed.subscribe(entry -> {
          if (entry.task().isEmpty()) {
            rounds.wake(); // opened, drained, resumed: each is told without a task
          }
        });
    rounds.start();
    return this;
  }

  private void leave() {
    open.values().forEach(PoolDoor::close);
    inside.values().forEach(PoolDoor::close);
  }

  private void follow() {
    Set<PoolId> wanted = new HashSet<>();
    Set<PoolId> wantedInside = new HashSet<>();
    for (PoolRecord pool : parts.ledger().pools()) {
      Optional<Roster> roster = parts.rosters().of(Path.of(pool.directory()));
      if (roster.isEmpty() || !isOpen(pool.id())) {
        continue;
      }
      wantedInside.add(pool.id()); // what runs while the pool is drained still has its tools
      Path door = parts.inside().apply(pool.id());
      serve(inside, pool, door, Callers.Door.INSIDE);
      if (!parts.drains().isDrained(pool.id())) {
        wanted.add(pool.id());
        serve(open, pool, SocketPlace.of(roster.get().layout().root()), Callers.Door.MAIN);
      }
    }
    closeAllBut(wanted, open);
    closeAllBut(wantedInside, inside);
  }

  private static void closeAllBut(Set<PoolId> wanted, Map<PoolId, PoolDoor> doors) {
    doors
        .entrySet()
        .removeIf(one -> {
          boolean over = !wanted.contains(one.getKey());
          if (over) {
            one.getValue().close();
          }
          return over;
        });
  }

  private boolean isOpen(PoolId pool) {
    return parts.pools().apply(pool).isPresent() && parts.node().config(pool).isPresent();
  }

  private void serve(Map<PoolId, PoolDoor> doors, PoolRecord pool, Path socket, Callers.Door kind) {
    PoolDoor door = doors.get(pool.id());
    if (door != null && door.isOpen() && Files.exists(door.path())) {
      return;
    }
    if (door != null) {
      door.close();
    }
    try {
      RoomDesk desk = new RoomDesk(parts, pool.id(), pool.name(), kind);
      doors.put(pool.id(), PoolDoor.open(socket, desk));
      told.remove(socket);
      LOG.info("pool {} is served on {}", pool.id(), socket);
    } catch (IOException e) {
      doors.remove(pool.id());
      if (!String.valueOf(e.getMessage()).equals(told.put(socket, e.getMessage()))) {
        LOG.warn("pool {} has no socket: {}", pool.id(), e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    journal.close();
    rounds.close();
  }
}
