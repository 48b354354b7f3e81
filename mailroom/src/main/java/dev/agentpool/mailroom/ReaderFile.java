package dev.agentpool.mailroom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file that is there for readers alone: they see the old one or the new one. The disk is
 * not waited for, since what it holds stands in the ledger and is written again when it is lost.
 */
final class ReaderFile {
  private ReaderFile() {}

  static void write(Path file, String text) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException(file + " lies in no folder");
    }
    Path fresh = Files.createTempFile(folder, ".atomic-", "");
    try {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
