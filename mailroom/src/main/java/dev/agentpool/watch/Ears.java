package dev.agentpool.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the system tells of folders. Thread-safe. */
interface Ears extends AutoCloseable {
  /** Hears of a folder from now on; empty when it cannot. */
  Optional<Ear> on(Path folder);

  /** Waits until something happened in a folder; null at the end. */
  @Nullable Heard next() throws InterruptedException;

  @Override
  void close();

  /** By what a folder is heard: whatever leads to it by now. */
  interface Ear {
    /** Whether its folder still exists, under whichever name. */
    boolean isValid();

    void close();
  }

  /** What happened in folders, in this order. */
  record Heard(List<Event> events) {}

  /**
   * Something happened to a file.
   *
   * @param ear null for every one: something was not told, wherever it was
   * @param name null for any: something was not told
   * @param placed whether it was renamed into its place
   */
  record Event(@Nullable Ear ear, @Nullable Path name, boolean placed) {}
}
