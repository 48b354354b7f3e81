package dev.agentpool.node.launch;

import dev.agentpool.live.SessionId;
import dev.agentpool.node.conversation.Wanted;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.session.AgentSession;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that a slot has, if it has one, and what is in its context: while it rests either
 * nothing, which was confirmed, or a conversation that tasks share. Thread-safe.
 */
final class Resident {
  private static final Logger LOG = LoggerFactory.getLogger(Resident.class);
  private final NodeParts parts;
  private final String slot;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Path folder; // of the session, from before its process starts
  private @Nullable AgentSession session; // guarded by lock
  private @Nullable Long restingSince; // guarded by lock; in awake nanoseconds
  private Wanted.@Nullable Shared holds; // guarded by lock; in its context while it rests
  private boolean used; // guarded by lock; since it rested last

  Resident(NodeParts parts, String slot) {
    this.parts = parts;
    this.slot = slot;
  }

  /** Of the session that there is or is about to be; null for none. */
  @Nullable Path folder() {
    return folder;
  }

  /** What the process starts may ask who it is before the process is ready. */
  void expect(Path fresh) {
    folder = fresh;
  }

  void hold(AgentSession taken) {
    lock.lock();
    try {
      session = taken;
      folder = taken.folder();
      restingSince = null;
      holds = null;
      used = true;
    } finally {
      lock.unlock();
    }
  }

  @Nullable AgentSession held() {
    lock.lock();
    try {
      return session;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the resting process has, or can be made to have, what is wanted in its context; then it
   * is in use.
   */
  boolean serves(AgentSession resting, Wanted wanted) {
    Wanted.Shared inside;
    lock.lock();
    try {
      if (session != resting) {
        return false; // its conversation has gone on elsewhere meanwhile
      }
      inside = holds;
      hold(resting);
    } finally {
      lock.unlock();
    }
    return inside == null
        ? wanted.resume() == null
        : inside.equals(wanted.shared())
            || (wanted.resume() == null && resting.reset(parts.timings().resetPatience()));
  }

  /**
   * After an attempt is settled: keeps the process with a confirmed empty context, or with the
   * conversation that the attempt was a turn of; or ends it, which a conversation outlives.
   *
   * @param shared the conversation; null when it was the task's own
   */
  void tidy(Outcome outcome, Wanted.@Nullable Shared shared) {
    AgentSession mine = held();
    if (mine == null) {
      return;
    }
    boolean keep =
        mine.launch().resident()
            && mine.alive()
            && mine.turns() < mine.launch().settings().get(SettingKeys.RECYCLE_AFTER)
            && Files.isDirectory(mine.launch().workingDirectory());
    if (keep && wasUsed()) {
      keep =
          shared == null
              ? outcome.success() && mine.reset(parts.timings().resetPatience())
              : isOrderly(outcome);
      remember(shared);
    }
    if (keep) {
      rest();
    } else {
      drop();
    }
  }

  /** Whether a further turn may follow in the same process, however well this one went. */
  private static boolean isOrderly(Outcome outcome) {
    return switch (outcome.code()) {
      case CRASHED, STALLED, NOT_STARTED -> false;
      // whoever goes on finds a log-in, a limit or a machine as it is by then
      case SUSPENDED, HELD_BACK, RATE_LIMITED -> false;
      case AUTH_FAILED, BILLING_FAILED, PROVIDER_UNUSABLE, PROVIDER_UNREACHABLE -> false;
      case LAUNCH_REFUSED, PROJECT_UNUSABLE -> false;
      default -> true;
    };
  }

  private boolean wasUsed() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  private void remember(Wanted.@Nullable Shared shared) {
    lock.lock();
    try {
      holds = shared;
    } finally {
      lock.unlock();
    }
  }

  /** The session is kept for a task to come, until its idle timeout. */
  void rest() {
    lock.lock();
    try {
      restingSince = parts.awake().nanos();
      used = false;
    } finally {
      lock.unlock();
    }
  }

  /** The same with a conversation that was just resumed in it. */
  void restWith(Wanted.@Nullable Shared shared) {
    remember(shared);
    rest();
  }

  /** Whether the session has rested for longer than its idle timeout. */
  boolean restedTooLong() {
    lock.lock();
    try {
      Duration limit =
          session == null ? null : session.launch().settings().get(SettingKeys.IDLE_TIMEOUT);
      return limit != null
          && restingSince != null
          && parts.awake().since(restingSince).compareTo(limit) > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the session, if it rests with that conversation in its context. */
  void letGo(ConversationKey conversation) {
    AgentSession gone;
    lock.lock();
    try {
      boolean rests = !used && holds != null && holds.key().equals(conversation);
      gone = rests ? takenOut() : null;
    } finally {
      lock.unlock();
    }
    if (gone != null) {
      end(gone);
    }
  }

  /** Ends the session, if any, and removes its folder; returns the pids of what survived. */
  List<Long> drop() {
    AgentSession gone;
    lock.lock();
    try {
      gone = takenOut();
    } finally {
      lock.unlock();
    }
    return gone == null ? List.of() : end(gone);
  }

  private @Nullable AgentSession takenOut() {
    AgentSession gone = session;
    session = null;
    folder = null;
    restingSince = null;
    holds = null;
    used = false;
    return gone;
  }

  private List<Long> end(AgentSession gone) {
    if (SessionId.find(slot).isPresent()) {
      parts.activity().screens().keep(slot, gone);
    }
    List<Long> left = gone.end(parts.timings().endPatience()).survivors();
    if (!left.isEmpty()) {
      LOG.warn("processes {} of session {} could not be ended", left, gone.folder());
    } else {
      parts.sessionFolders().delete(gone.folder());
    }
    return left;
  }
}
