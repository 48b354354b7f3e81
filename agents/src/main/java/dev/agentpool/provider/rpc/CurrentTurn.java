package dev.agentpool.provider.rpc;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one turn that a session may have at a time, and how many it has had. Thread-safe. */
final class CurrentTurn {
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RpcTurn turn; // guarded by lock
  private int turns; // guarded by lock

  /**
   * @param folder of the session, for people
   */
  CurrentTurn(Path folder) {
    this.folder = folder;
  }

  /** Throws {@link IllegalStateException} while another is under way. */
  RpcTurn take(Supplier<RpcTurn> next) {
    lock.lock();
    try {
      if (turn != null) {
        throw new IllegalStateException("turn " + turn.id() + " is under way in " + folder);
      }
      RpcTurn taken = next.get();
      turn = taken;
      turns++;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  Optional<RpcTurn> now() {
    lock.lock();
    try {
      return Optional.ofNullable(turn);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing when another has taken its place. */
  void over(RpcTurn ended) {
    lock.lock();
    try {
      if (turn == ended) {
        turn = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The same for one that was never sent. */
  void neverWas(RpcTurn doubtful) {
    lock.lock();
    try {
      over(doubtful);
      turns--;
    } finally {
      lock.unlock();
    }
  }

  int count() {
    lock.lock();
    try {
      return turns;
    } finally {
      lock.unlock();
    }
  }
}
