package dev.agentpool.mailroom;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.post.PostBoard;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Roster;
import dev.agentpool.task.TaskState;
import dev.agentpool.watch.FolderWatch;
import dev.agentpool.watch.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the folders of all expert pools that the ledger knows: from the start, without anybody's
 * asking for one, and of a pool that is opened later from then on. It follows their files: experts
 * that are added, folders that go and come back. A thread of its own looks.
 */
public final class Mailroom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mailroom.class);
  private final Ledger ledger;
  private final PostOffice office;
  private final Function<PoolId, Optional<PoolConfig>> pools;
  private final FolderWatch watch;
  private final PoolRoom.House house;
  private final Rounds rounds =
      new Rounds("mailroom", "the folders of pools", this::look, this::leave);
  private final Map<PoolId, PoolRoom> rooms = new ConcurrentHashMap<>();
  private final Writing writing = new Writing(rooms::get);
  private final Map<PoolId, String> told = new HashMap<>(); // of the rounds' thread
  private final Runnable filesChanged;
  private final JournalFeed feed;
  private final Set<PoolEvents> subscribed = ConcurrentHashMap.newKeySet();
  private JournalFeed.Subscription journal = () -> {};

  /**
   * @param pools a pool that is open or can be opened
   * @param filesChanged lets pools follow their files now
   * @param userHome what {@code ~/} stands for
   */
  public Mailroom(
      Ledger ledger,
      JournalFeed feed,
      PostOffice office,
      PostBoard board,
      ActivityLog activity,
      Function<PoolId, Optional<PoolConfig>> pools,
      Runnable filesChanged,
      Clock clock,
      Path userHome,
      Step.Listener steps) {
    this.ledger = ledger;
    this.feed = feed;
    this.office = office;
    this.pools = pools;
    this.filesChanged = filesChanged;
    this.watch = new FolderWatch(Patience.USUAL, clock, what -> LOG.warn("{}", what));
    this.house =
        new PoolRoom.House(
            ledger,
            office,
            board,
            activity,
            watch,
            clock,
            userHome,
            steps,
            rounds::wake,
            writing::soon,
            (pool, added, removed) ->
                subscribed.forEach(each -> each.reloaded(pool, added, removed, ledger.now())));
  }

  public Mailroom start() {
    watch.started();
    writing.started();
    journal = feed.subscribe(this::heard);
    rounds.start();
    return this;
  }

  /** What happens in a pool from now on, until it is closed; the hearer must return at once. */
  public AutoCloseable subscribe(PoolId pool, Consumer<PoolEvent> hears) {
    PoolEvents events = new PoolEvents(pool, ledger, office, feed, hears);
    subscribed.add(events);
    return () -> {
      subscribed.remove(events);
      events.close();
    };
  }

  private void heard(JournalEntry entry) {
    if (entry.kind() == JournalKind.POOL_OPENED) {
      rounds.wake();
    }
    PoolRoom room = rooms.get(entry.pool());
    TaskState to = entry.to();
    if (room != null && to != null && to != entry.from()) {
      if (to.terminal()) {
        entry.task().ifPresent(room::ended);
      } else if (to == TaskState.RUNNING) {
        entry.task().ifPresent(room::begun);
      }
    }
    writing.heard(entry);
  }

  private void look(boolean woken) {
    try {
      if (woken) {
        filesChanged.run();
      }
    } finally {
      follow();
    }
  }

  private void leave() {
    rooms.values().forEach(PoolRoom::close);
  }

  private void follow() {
    for (PoolRecord pool : ledger.pools()) {
      try {
        Optional<Roster> roster = office.rosters().of(Path.of(pool.directory()));
        if (roster.isPresent()) {
          follow(pool, roster.get());
        }
        told.remove(pool.id());
      } catch (IOException | RuntimeException e) {
        tell(pool.id(), "its folder cannot be served: " + e);
      }
    }
  }

  private void follow(PoolRecord pool, Roster roster) throws IOException {
    PoolRoom room = rooms.get(pool.id());
    if (room != null) {
      room.follow(roster);
      return;
    }
    if (pools.apply(pool.id()).isEmpty()) {
      return; // its file names another pool by now, or cannot be used
    }
    Optional<PoolRoom> opened = PoolRoom.of(house, pool.id(), roster, () -> pools.apply(pool.id()));
    if (opened.isEmpty()) {
      throw new IOException("another daemon serves " + roster.layout().root());
    }
    rooms.put(pool.id(), opened.get());
    writing.soon(pool.id());
    LOG.info("the folder {} of pool {} is watched", roster.layout().root(), pool.id());
  }

  private void tell(PoolId pool, String what) {
    if (!what.equals(told.put(pool, what))) {
      LOG.warn("pool {}: {}", pool, what);
    }
  }

  @Override
  public void close() {
    journal.close();
    writing.close(); // what rooms hold open is its own
    rounds.close();
    watch.close();
  }
}
