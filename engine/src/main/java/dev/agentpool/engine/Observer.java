package dev.agentpool.engine;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.live.SessionId;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.session.Screen;
import dev.agentpool.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a session and waits for what somebody wants to see of it (spec control-plane 11.7):
 * level-triggered, so what is so already is told at once; then driven by the journal. Thread-safe.
 */
public final class Observer {
  private static final Duration BETWEEN_SCREENS = Duration.ofMillis(500);
  private final LiveSessions sessions;
  private final JournalFeed feed;
  private final ActivityLog activity;
  private final Map<SessionId, Seen> seen = new ConcurrentHashMap<>();

  public Observer(LiveSessions sessions, JournalFeed feed, ActivityLog activity) {
    this.sessions = sessions;
    this.feed = feed;
    this.activity = activity;
    feed.subscribe(this::forget);
  }

  /** Of a session that has ended nothing is kept, whether somebody looks at it again or not. */
  private void forget(JournalEntry entry) {
    if (entry.kind() == JournalKind.SESSION_ENDED
        && entry.subject() instanceof Subject.OfSession(SessionId ended)) {
      seen.remove(ended);
    }
  }

  /**
   * What there was to see.
   *
   * @param text what its terminal shows, or the end of what its agent said; may be empty
   * @param hash SHA-256 of the text, in hexadecimal digits
   * @param unchanged whether it was the same the last time somebody looked
   * @param screen its terminal's; null when it has none
   */
  public record Observed(
      SessionView view,
      SessionEvent event,
      String text,
      String hash,
      boolean unchanged,
      @Nullable Screen screen) {

    private Observed timedOut() {
      return new Observed(view, SessionEvent.TIMEOUT, text, hash, unchanged, screen);
    }

    /** What to call it beside its event. */
    public String readiness() {
      if (event == SessionEvent.TIMEOUT && view.row().lives()) {
        return "timeout";
      }
      return unchanged && event == SessionEvent.NONE ? "stuck_unchanged_screen" : view.readiness();
    }
  }

  private final class Seen {
    private final ReentrantLock lock = new ReentrantLock();
    private final SaidLately said = new SaidLately(activity);
    private @Nullable String hash;

    Observed look(SessionView view) {
      lock.lock();
      try {
        Screen screen = screen(view).orElse(null);
        String text = screen == null ? said.of(view.turn().id()) : screen.text();
        String now = screen == null ? sha256(text) : screen.hash();
        boolean unchanged = now.equals(hash);
        boolean changed = hash != null && !unchanged;
        hash = now;
        SessionEvent event = view.event();
        return new Observed(
            view,
            event == SessionEvent.NONE && changed ? SessionEvent.SCREEN_CHANGED : event,
            text,
            now,
            unchanged,
            screen);
      } finally {
        lock.unlock();
      }
    }
  }

  private Optional<Screen> screen(SessionView view) {
    return view.row().lives() ? sessions.screen(view.row()) : Optional.empty();
  }

  /**
   * Looks, and waits until what is wanted is so, the session has ended, its turn ended without what
   * is wanted of one, or the time is over.
   *
   * @param atMost zero to look only
   */
  public Observed observe(SessionId id, WaitFor wanted, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Semaphore news = new Semaphore(0);
    AtomicReference<TaskId> turn = new AtomicReference<>();
    PoolId pool = sessions.get(id).row().pool();
    try (JournalFeed.Subscription _ =
        feed.subscribe(entry -> {
          if (concerns(entry, pool, id, turn.get())) {
            news.release();
          }
        })) {
      while (true) {
        news.drainPermits();
        SessionView view = sessions.get(id);
        if (!view.turn().id().equals(turn.getAndSet(view.turn().id()))) {
          view = sessions.get(id); // what came of it before it was listened for
        }
        Observed now = look(view);
        long left = deadline - System.nanoTime();
        if (wanted.isNothing()
            || wanted.isMet(now.event(), view.state())
            || wanted.isInVain(view.state())
            || !view.row().lives()
            || atMost.isZero()) {
          return now;
        }
        if (left <= 0 || !await(news, view, wanted, left)) {
          return look(sessions.get(id)).timedOut();
        }
      }
    }
  }

  /** False when the time is over first. */
  private boolean await(Semaphore news, SessionView view, WaitFor wanted, long left)
      throws InterruptedException {
    boolean wantsScreen = wanted.events().contains(SessionEvent.SCREEN_CHANGED);
    boolean drawn = wantsScreen && sessions.terminal(view.row()).isPresent();
    TaskId turn = view.turn().id();
    try (JournalFeed.Subscription _ =
        wantsScreen ? activity.follow(turn, news::release) : () -> {}) {
      long patience = drawn ? Math.min(left, BETWEEN_SCREENS.toNanos()) : left;
      return news.tryAcquire(patience, TimeUnit.NANOSECONDS) || drawn;
    }
  }

  /** A question tells of its task only in the ledger, and a pause of nobody's. */
  private static boolean concerns(
      JournalEntry entry, PoolId pool, SessionId id, @Nullable TaskId turn) {
    return switch (entry.subject()) {
      case Subject.OfSession(SessionId of) -> of.equals(id);
      case Subject.OfTask(TaskId of) -> of.equals(turn);
      case Subject.OfQuestion _ -> pool.equals(entry.pool());
      case Subject.OfNote(String space, _) ->
          space.equals(ProviderPauses.NOTES) || space.equals(ProviderPauses.HOLDS);
      case Subject.OfPool _, Subject.OfSpace _ -> false;
    };
  }

  private Observed look(SessionView view) {
    if (!view.row().lives()) {
      return new Seen().look(view);
    }
    return seen.computeIfAbsent(view.row().id(), _ -> new Seen()).look(view);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
