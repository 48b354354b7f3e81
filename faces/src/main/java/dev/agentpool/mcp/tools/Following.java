package dev.agentpool.mcp.tools;

import dev.agentpool.feed.JournalFeed;
import dev.agentpool.mcp.ToolCall;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for tasks on behalf of a client that is told how far they are: at each change of state, now
 * and then while agents speak, and at least every few seconds, so that a client which counts on
 * progress does not give up. Level-triggered: what is already true returns at once.
 */
final class Following {
  private static final int MOST_NAMES = 20;
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final long SPACING = Duration.ofMillis(250).toNanos();
  private final McpParts parts;
  private final ToolCall call;
  private final List<TaskId> awaited;
  private final List<TaskId> watched;
  private final Semaphore bell = new Semaphore(0);
  private final AtomicLong said = new AtomicLong();
  private final AtomicLong lastRing = new AtomicLong(System.nanoTime() - SPACING);

  /** How the wait ended. */
  enum End {
    DONE,
    TIME_OVER,
    /** Nobody waits for the answer any more. */
    GONE
  }

  /**
   * @param awaited whose results are waited for
   * @param watched whose doings are told; they and the awaited ones may overlap
   */
  Following(McpParts parts, ToolCall call, List<TaskId> awaited, List<TaskId> watched) {
    this.parts = parts;
    this.call = call;
    this.awaited = List.copyOf(awaited);
    this.watched = List.copyOf(watched);
  }

  /** Waits until so many of the awaited tasks have their result, or are pending review. */
  End await(int count, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    List<JournalFeed.Subscription> subscriptions = subscribe();
    try {
      for (long beats = 1; ; beats++) {
        if (beats == 1) {
          call.progress(0, null, words()); // at once: whoever gives up knows what to look for
        }
        if (there(awaited) >= count) {
          return End.DONE;
        }
        if (call.cancelled()) {
          return End.GONE;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return End.TIME_OVER;
        }
        if (bell.tryAcquire(Math.min(left, BEAT.toNanos()), TimeUnit.NANOSECONDS)) {
          bell.drainPermits();
        }
        call.progress(beats, null, words());
      }
    } finally {
      subscriptions.forEach(JournalFeed.Subscription::close);
    }
  }

  private List<JournalFeed.Subscription> subscribe() {
    Set<TaskId> ids = new java.util.HashSet<>(watched);
    ids.addAll(awaited);
    List<JournalFeed.Subscription> subscriptions = new ArrayList<>();
    subscriptions.add(
        parts
            .feed()
            .subscribe(entry -> {
              if (entry.task().filter(ids::contains).isPresent()) {
                bell.release();
              }
            }));
    for (TaskId id : ids) {
      subscriptions.add(parts.activity().follow(id, this::heard));
    }
    call.onCancel(bell::release);
    return subscriptions;
  }

  /** Agents may speak fast; the client hears of it a few times a second. */
  private void heard() {
    said.incrementAndGet();
    long now = System.nanoTime();
    long last = lastRing.get();
    if (now - last >= SPACING && lastRing.compareAndSet(last, now)) {
      bell.release();
    }
  }

  private long there(List<TaskId> ids) {
    return parts.engine().tasks().states(ids).values().stream().filter(TaskState::isThere).count();
  }

  private String names() {
    List<String> names = awaited.stream().limit(MOST_NAMES).map(TaskId::value).toList();
    return String.join(", ", names) + (awaited.size() > MOST_NAMES ? " and more" : "");
  }

  private String words() {
    String pieces = said.get() == 0 ? "" : ", " + said.get() + " pieces of activity so far";
    if (watched.size() > 1) {
      return names() + ": " + there(watched) + " of " + watched.size() + " tasks done" + pieces;
    }
    Map<TaskId, TaskState> states = parts.engine().tasks().states(awaited);
    TaskId only = awaited.getFirst();
    TaskState state = states.get(only);
    return only + " is " + (state == null ? "unknown" : state.wireName()) + pieces;
  }
}
