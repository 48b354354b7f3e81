package dev.agentpool.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was opened so far, closed in the opposite order: each of it, whatever another one throws.
 * For one thread at a time; closing twice does nothing more.
 */
final class Parts {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Takes a part to close later, and gives it back. */
  <T extends AutoCloseable> T add(T part) {
    open.push(part);
    return part;
  }

  /** Throws what the first part threw that could not be closed, with the others' as suppressed. */
  void close() {
    RuntimeException first = null;
    while (!open.isEmpty()) {
      RuntimeException failure = closed(open.pop());
      if (first == null) {
        first = failure;
      } else if (failure != null) {
        first.addSuppressed(failure);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException closed(AutoCloseable part) {
    try {
      part.close();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while a part of the daemon was closed", e);
    } catch (Exception e) {
      return e instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException("a part of the daemon could not be closed: " + e, e);
    }
  }

  /** After a start that broke: closes what was opened, and adds what that throws to the reason. */
  void closeAfter(Throwable reason) {
    try {
      close();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
