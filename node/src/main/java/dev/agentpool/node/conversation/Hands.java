package dev.agentpool.node.conversation;

import dev.agentpool.task.ConversationKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Who drives which shared conversation of a pool on this machine. Lanes keep tasks of one
 * conversation apart, but a cancelled task leaves its lane at once and its agent a moment later. A
 * process in which one rests is ended before another one goes on with it: some CLIs write all they
 * know of it when they end. Thread-safe.
 */
final class Hands {
  private static final long LOOK_MILLIS = 200;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Set<ConversationKey> held = new HashSet<>(); // guarded by lock
  private final Map<ConversationKey, Resting> resting = new HashMap<>(); // guarded by lock

  /**
   * @param end ends the process, if the conversation still rests in it
   */
  private record Resting(String slot, Runnable end) {}

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

  void restsIn(ConversationKey key, String slot, Runnable end) {
    lock.lock();
    try {
      resting.put(key, new Resting(slot, end));
    } finally {
      lock.unlock();
    }
  }

  void goesOnIn(ConversationKey key, String slot) {
    Resting before;
    lock.lock();
    try {
      before = resting.remove(key);
    } finally {
      lock.unlock();
    }
    if (before != null && !before.slot().equals(slot)) {
      before.end().run();
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
