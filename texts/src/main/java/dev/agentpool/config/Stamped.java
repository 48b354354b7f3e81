package dev.agentpool.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a file says, read again when the file is another one (its size, time or inode): an edit
 * counts at the next question, which costs one look at the file. What reading throws is thrown at
 * each question. Thread-safe.
 */
final class Stamped<T> {
  private final Path file;
  private final Supplier<T> read;
  private volatile @Nullable Held<T> held;

  private record Held<T>(String stamp, T value) {}

  Stamped(Path file, Supplier<T> read) {
    this.file = file;
    this.read = read;
  }

  T get() {
    String stamp = stamp(file);
    Held<T> known = held;
    if (known != null && known.stamp().equals(stamp)) {
      return known.value();
    }
    T fresh = read.get(); // the stamp is older than what was read: never the other way round
    held = new Held<>(stamp, fresh);
    return fresh;
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.size() + " " + is.lastModifiedTime().toInstant() + " " + is.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }
}
