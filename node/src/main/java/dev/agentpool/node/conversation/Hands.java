package dev.agentpool.node.conversation;

import dev.agentpool.task.ConversationKey;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Who drives which shared conversation of a pool on this machine. Lanes keep tasks of one
 * conversation apart, but a cancelled task leaves its lane at once and its agent a moment later.
 * Thread-safe.
 */
final class Hands {
  private static final long LOOK_MILLIS = 200;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Set<ConversationKey> held = new HashSet<>(); // guarded by lock

  /**
   * Takes it as soon as nobody has it.
   *
   * @param givesUp whether it is not wanted any more
   * @return whether it was taken
   */
  boolean take(ConversationKey key, BooleanSupplier givesUp) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!held.add(key)) {
        if (givesUp.getAsBoolean()) {
          return false;
        }
        freed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes it if nobody has it. */
  boolean tryTake(ConversationKey key) {
    lock.lock();
    try {
      return held.add(key);
    } finally {
      lock.unlock();
    }
  }

  void letGo(ConversationKey key) {
    lock.lock();
    try {
      held.remove(key);
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
