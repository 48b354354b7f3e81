package dev.agentpool.mailroom.door;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.inside.Caller;
import dev.agentpool.inside.Callers;
import dev.agentpool.node.Drains;
import dev.agentpool.paper.GoDuration;
import dev.agentpool.pool.PoolId;
import dev.agentpool.poolsocket.DoorDesk;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.poolsocket.PoolStatus;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.Progress;
import dev.agentpool.post.Roster;
import dev.agentpool.role.RoleCall;
import dev.agentpool.task.TaskRecord;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one pool answers behind its socket. */
final class RoomDesk implements DoorDesk {
  private static final Logger LOG = LoggerFactory.getLogger(RoomDesk.class);
  private final PoolDoors.Parts parts;
  private final PoolId pool;
  private final String name;
  private final Callers.Door door;
  private final Instant opened;

  RoomDesk(PoolDoors.Parts parts, PoolId pool, String name, Callers.Door door) {
    this.parts = parts;
    this.pool = pool;
    this.name = name;
    this.door = door;
    this.opened = parts.ledger().now();
  }

  /** Sessions use their tools, and see how all stands where they can; nothing else. */
  @Override
  public void admit(SocketChannel channel, String method) throws DoorRefused {
    if (door == Callers.Door.INSIDE) {
      throw new DoorRefused("this is for the tools of sessions alone, not for " + method);
    }
    if (method.equals("stop")
        && !(parts.callers().who(parts.peers().apply(channel), door, null)
            instanceof Caller.Person)) {
      throw new DoorRefused("only a person stops a pool; this runs inside a session");
    }
  }

  @Override
  public PoolStatus status() {
    Instant now = parts.ledger().now();
    Map<String, Integer> counts = new TreeMap<>();
    List<PoolStatus.Active> active = new ArrayList<>();
    for (Progress one : parts.board().all(pool)) {
      counts.merge(one.status(), 1, Integer::sum);
      Instant started = one.startedAt();
      if (one.status().equals("active")) {
        active.add(
            new PoolStatus.Active(
                one.id(), one.expert(), started == null ? "" : since(started, now)));
      }
    }
    return new PoolStatus(name, "running", since(opened, now), experts(), counts, active);
  }

  private List<String> experts() {
    return roster()
        .map(roster ->
            roster.experts().stream()
                .filter(expert -> !expert.isShared())
                .map(expert -> expert.name().value())
                .sorted()
                .toList())
        .orElse(List.of());
  }

  private static String since(Instant start, Instant now) {
    return GoDuration.text(
        Duration.ofSeconds(Math.max(0, Duration.between(start, now).toSeconds())));
  }

  /** Nothing more is begun until the pool is resumed; what runs is finished. */
  @Override
  public void stop() {
    Thread.ofVirtual()
        .name("pool-stop")
        .start(() -> {
          try {
            parts.drains().drain(pool, Drains.DEADLINE, false);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            LOG.warn("pool {} cannot be stopped: {}", pool, e.toString());
          }
        });
  }

  @Override
  public AutoCloseable subscribe(Consumer<PoolEvent> hears) {
    return parts.events().subscribe(pool, hears);
  }

  @Override
  public Talk mcp(SocketChannel channel, Speaker as) throws DoorRefused {
    var peer = parts.peers().apply(channel);
    call(parts.callers().who(peer, door, as.token()), as);
    return new RoleTalk(parts.tools(), () -> call(parts.callers().who(peer, door, as.token()), as));
  }

  /** As whom they speak now: a session may speak for itself alone. */
  private RoleCall call(Caller caller, Speaker as) throws DoorRefused {
    PoolConfig config =
        parts.pools().apply(pool).orElseThrow(() -> new DoorRefused("the pool is not open"));
    Roster roster = roster().orElseThrow(() -> new DoorRefused("the pool has no experts any more"));
    Expert expert =
        roster.find(as.name()).orElseThrow(() -> new DoorRefused(roster.nobody(as.name())));
    return switch (caller) {
      case Caller.Person _ -> new RoleCall(config, roster, expert, Optional.empty());
      case Caller.Stranger(String why) -> throw new DoorRefused("not for whoever asks: " + why);
      case Caller.Insider insider -> {
        TaskRecord task = insider.task();
        Optional<Mailed> doing =
            task != null && task.pool().equals(pool) ? Mailed.of(task) : Optional.empty();
        if (doing.isEmpty() || !doing.get().mail().to().equals(as.name())) {
          throw new DoorRefused(
              "this runs inside a session that is not "
                  + as.name()
                  + "'s: it may not speak for it");
        }
        yield new RoleCall(config, roster, expert, doing);
      }
    };
  }

  private Optional<Roster> roster() {
    return parts.pools().apply(pool).flatMap(parts.rosters()::of);
  }
}
