package dev.agentpool.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A directory out of which nothing leads: neither {@code ..} nor a symbolic link. The directory
 * itself need not exist yet.
 */
public record Folder(Path root) {
  public Folder {
    root = root.toAbsolutePath().normalize();
  }

  /** A path that would lead out of a folder. */
  public static final class Escape extends Exception {
    private static final long serialVersionUID = 1L;

    Escape(String path, Path root) {
      super("path traversal detected: '" + path + "' leads out of " + root);
    }
  }

  /**
   * The path below this folder, absolute; symbolic links on the way are followed, and may not lead
   * out. What does not exist yet is taken as it is written.
   */
  public Path resolve(String path) throws Escape, IOException {
    Path below;
    try {
      below = root.resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw new Escape(path.replace('\0', '?'), root);
    }
    Path realRoot = real(root);
    if (!below.startsWith(root) && !below.startsWith(realRoot)) {
      throw new Escape(path, root);
    }
    if (!real(below).startsWith(realRoot)) {
      throw new Escape(path, root);
    }
    return below;
  }

  /** Whether an existing file, with all links followed, lies in this folder. */
  public boolean holds(Path file) throws IOException {
    return real(file).startsWith(real(root));
  }

  /**
   * Writes a file below this folder: a new one that then takes the name, so that a reader sees the
   * old text or the new one.
   */
  public Path write(String path, String text) throws Escape, IOException {
    Path file = resolve(path);
    Path directory = file.getParent();
    if (directory == null) {
      throw new Escape(path, root);
    }
    Files.createDirectories(directory);
    resolve(path); // again, now that all directories exist
    Path fresh = Files.createTempFile(directory, ".writing-", null);
    try {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return file;
  }

  /** The real path of the nearest ancestor that exists, and below it what does not exist yet. */
  private static Path real(Path path) throws IOException {
    @Nullable Path existing = path;
    while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return path;
    }
    return existing.toRealPath().resolve(existing.relativize(path));
  }
}
