package dev.agentpool.node.attempt;

import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.node.conversation.Conversation;
import dev.agentpool.node.conversation.Conversations;
import dev.agentpool.node.conversation.Wanted;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation that an attempt is a turn of: its task's own, or one that tasks share. Of a
 * shared one it keeps how it stands, from when its id is known until the attempt is settled; what a
 * person says of it meanwhile stands. Thread-safe.
 */
final class AttemptConversation {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptConversation.class);
  private final NodeParts parts;
  private final Conversations conversations;
  private final TaskRecord task;
  private final String slot;
  private final String provider;
  private final @Nullable ConversationKey key;
  private final ActivityWriter activity;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<String> notices = new ArrayList<>(); // guarded by lock
  private Optional<Noted<Conversation>> kept = Optional.empty(); // guarded by lock
  private int turnsBefore; // guarded by lock
  private @Nullable String id; // guarded by lock
  private Path directory = Path.of(""); // guarded by lock
  private boolean drives; // guarded by lock; nobody else goes on with it now
  private boolean overruled; // guarded by lock; somebody else's word of it stands

  /**
   * @param key of the one that tasks share; null when it is the task's own
   */
  AttemptConversation(
      NodeParts parts,
      Conversations conversations,
      TaskRecord task,
      String slot,
      String provider,
      @Nullable ConversationKey key,
      ActivityWriter activity) {
    this.parts = parts;
    this.conversations = conversations;
    this.task = task;
    this.slot = slot;
    this.provider = provider;
    this.key = key;
    this.activity = activity;
  }

  /**
   * With what an attempt begins.
   *
   * @param unfinished whether the agent had begun with the task already, as it remembers
   */
  record Beginning(Wanted wanted, boolean unfinished) {}

  boolean isShared() {
    return key != null;
  }

  /** An adopted attempt drives it from the daemon's start on. */
  void driveOn() {
    if (key != null) {
      boolean taken = conversations.tryTake(key);
      locked(() -> {
        drives = taken;
        kept = found();
        turnsBefore = kept.map(Noted::value).map(this::turnsBefore).orElse(0);
      });
    }
  }

  /**
   * Waits until nobody else drives it.
   *
   * @param previous the CLI's id of the conversation that the task's attempt before was in
   * @param givesUp whether the attempt is not to begin any more
   */
  Beginning begin(@Nullable String previous, BooleanSupplier givesUp) throws InterruptedException {
    String own = previous != null && goesOnAfter(task.result()) ? previous : null;
    if (key == null) {
      return new Beginning(new Wanted(own, null), own != null);
    }
    boolean taken = conversations.take(key, givesUp);
    if (taken) {
      conversations.goesOnIn(key, slot);
    }
    lock.lock();
    try {
      drives = taken;
      kept = found();
      Optional<Conversation> now = kept.map(Noted::value).filter(this::isReachable);
      turnsBefore = now.map(this::turnsBefore).orElse(0);
      String resume = kept.isPresent() ? now.map(Conversation::id).orElse(null) : own;
      AttemptKey last = now.map(Conversation::last).orElse(null);
      return new Beginning(
          new Wanted(resume, new Wanted.Shared(key, last)), own != null && resume != null);
    } finally {
      lock.unlock();
    }
  }

  private static boolean goesOnAfter(@Nullable TaskResult before) {
    return before != null
        && (before.outcome().code() == OutcomeCode.SUSPENDED
            || before.outcome().code() == OutcomeCode.CRASHED);
  }

  private Optional<Noted<Conversation>> found() {
    return key == null ? Optional.empty() : conversations.find(key);
  }

  private int turnsBefore(Conversation now) {
    return now.last().equals(task.attempt()) ? now.turns() - 1 : now.turns();
  }

  private boolean isReachable(Conversation now) {
    if (!now.node().equals(parts.id())) {
      startsOver("it is kept on another machine (" + now.node() + ")");
      return false;
    }
    if (!now.provider().equals(provider)) {
      startsOver("it is one of " + now.provider() + ", and this task is " + provider + "'s");
      return false;
    }
    return true;
  }

  private void startsOver(String why) {
    notice("its conversation could not be resumed; started over: " + why);
  }

  private void notice(String text) {
    activity.notice(text);
    locked(() -> notices.add(text));
  }

  /**
   * With what to begin where that conversation was not gone on with; throws the failure again when
   * another conversation would fare no better.
   */
  Beginning startOver(Beginning begun, ProviderException failure) {
    if (begun.wanted().resume() == null || failure.outcome().code() != OutcomeCode.LAUNCH_REFUSED) {
      throw failure;
    }
    startsOver(failure.outcome().message());
    locked(() -> turnsBefore = 0);
    return new Beginning(begun.wanted().startedOver(), false);
  }

  /** To go on with that conversation of this very attempt, in a further process. */
  Beginning resumed(String mine) {
    return new Beginning(new Wanted(mine, inContext()), true);
  }

  /** Its turn has begun, or has said what its id is now. */
  void known(String now, Path where) {
    locked(() -> {
      id = now;
      directory = where;
    });
    try {
      keep();
    } catch (LedgerException unavailable) {
      LOG.warn(
          "the conversation of {} could not be kept yet: {}",
          task.attempt(),
          unavailable.getMessage()); // before the attempt is settled it is
    }
  }

  /**
   * Its turn is over.
   *
   * @param resumed the conversation that a new process was to go on with; null when it was not
   */
  TaskResult ended(TaskResult result, AgentSession session, @Nullable String resumed) {
    String reported = result.report().conversation();
    if (resumed != null && reported != null && !reported.equals(resumed)) {
      startsOver("its agent CLI went on with " + reported + " where it was told " + resumed);
      locked(() -> turnsBefore = 0);
    }
    String now = reported == null || reported.isEmpty() ? session.providerSession() : reported;
    locked(() -> {
      id = now == null ? id : now;
      directory = session.launch().workingDirectory();
    });
    return result;
  }

  TaskResult told(TaskResult result) {
    lock.lock();
    try {
      return result.noticing(notices);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps how it stands, if that is known and new.
   *
   * @throws LedgerException when the ledger cannot be written
   */
  void keep() {
    lock.lock();
    try {
      if (key == null || id == null || !drives || overruled) {
        return;
      }
      Conversation now =
          new Conversation(
              parts.id(),
              provider,
              id,
              directory,
              turnsBefore + 1,
              parts.ledger().now(),
              task.attempt());
      if (kept.isEmpty() || !kept.get().value().standsAs(now)) {
        write(key, now);
      }
    } finally {
      lock.unlock();
    }
  }

  private void write(ConversationKey mine, Conversation now) {
    Optional<Noted<Conversation>> written = conversations.keep(mine, kept, now);
    if (written.isEmpty()) { // a write of ours may have been done though it seemed to fail
      kept = conversations.find(mine).filter(it -> it.value().last().equals(task.attempt()));
      written = kept.isEmpty() ? kept : conversations.keep(mine, kept, now);
    }
    overruled = written.isEmpty();
    kept = written;
  }

  /** What is in its session's context when the attempt is settled; null when nothing is shared. */
  Wanted.@Nullable Shared inContext() {
    lock.lock();
    try {
      return key == null || overruled
          ? null
          : new Wanted.Shared(key, kept.map(Noted::value).map(Conversation::last).orElse(null));
    } finally {
      lock.unlock();
    }
  }

  /** Another attempt may go on with it. */
  void letGo() {
    if (key != null) {
      locked(() -> {
        if (drives) {
          conversations.letGo(key);
        }
        drives = false;
      });
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
