package dev.agentpool.paper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file whole, so that a reader sees the old one or the new one, also after the machine
 * lost its power. While it is written it has a name that nobody who looks for mail takes: it begins
 * with a dot and has no ending.
 */
public final class DurableFile {
  /** How the names of files begin that are being written. */
  public static final String TEMPORARY = ".atomic-";

  private DurableFile() {}

  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces what has the name; the folder has to be there. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path fresh = written(file, bytes);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    syncFolder(folder(file));
  }

  /**
   * As {@link #write}, but never over a file that has the name, whoever made it in the meantime.
   * Throws {@link java.nio.file.FileAlreadyExistsException} then.
   */
  public static void create(Path file, String text) throws IOException {
    Path fresh = written(file, text.getBytes(StandardCharsets.UTF_8));
    try {
      Files.createLink(file, fresh);
    } finally {
      Files.deleteIfExists(fresh);
    }
    syncFolder(folder(file));
  }

  private static Path written(Path file, byte[] bytes) throws IOException {
    Path fresh = Files.createTempFile(folder(file), TEMPORARY, "");
    boolean whole = false;
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      channel.force(true);
      whole = true;
      return fresh;
    } finally {
      if (!whole) {
        Files.deleteIfExists(fresh);
      }
    }
  }

  private static Path folder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " lies in no folder");
    }
    return folder;
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
