package dev.agentpool.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How often a session's taking over was begun and not ended, written down in its folder before it
 * begins: a daemon that dies in it is followed by one that knows.
 */
final class TakingOver {
  private final Path note;

  TakingOver(Path folder) {
    this.note = folder.resolve("adopting");
  }

  /** How many daemons began it and were gone before it was done. */
  int tries() {
    try {
      return Files.exists(note) ? (int) Math.min(9, Files.size(note)) : 0;
    } catch (IOException unreadable) {
      return 1;
    }
  }

  /** On the disk when this returns. */
  void begin() {
    try (FileChannel file =
        FileChannel.open(
            note, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      file.write(ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII)));
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note the taking over in " + note, e);
    }
  }

  void done() {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + note, e);
    }
  }
}
