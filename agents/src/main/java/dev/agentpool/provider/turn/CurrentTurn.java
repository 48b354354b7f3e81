package dev.agentpool.provider.turn;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one turn that a session may have at a time, and how many it has had. Thread-safe. */
public final class CurrentTurn<T extends RunningTurn> {
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable T turn; // guarded by lock
  private int turns; // guarded by lock

  /**
   * @param folder of the session, for people
   */
  public CurrentTurn(Path folder) {
    this.folder = folder;
  }

  /** Throws {@link IllegalStateException} while another is under way. */
  public T take(Supplier<T> next) {
    lock.lock();
    try {
      if (turn != null) {
        throw new IllegalStateException("turn " + turn.id() + " is under way in " + folder);
      }
      T taken = next.get();
      turn = taken;
      turns++;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  public Optional<T> now() {
    lock.lock();
    try {
      return Optional.ofNullable(turn);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing when another has taken its place. */
  public void over(T ended) {
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
  public void neverWas(T doubtful) {
    lock.lock();
    try {
      over(doubtful);
      turns--;
    } finally {
      lock.unlock();
    }
  }

  public int count() {
    lock.lock();
    try {
      return turns;
    } finally {
      lock.unlock();
    }
  }
}
