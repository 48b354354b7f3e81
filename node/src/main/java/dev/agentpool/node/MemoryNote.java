package dev.agentpool.node;

import dev.agentpool.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM leaves that ran out of memory and ended: a file, made by its own last command (see
 * {@code libexec/launch.sh}), since it can run no code of ours any more.
 */
final class MemoryNote {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryNote.class);
  private final Path file;

  MemoryNote(Home home) {
    this.file = home.state().resolve("out-of-memory");
  }

  boolean wasOutOfMemory() {
    return Files.exists(file);
  }

  void remove() {
    try {
      if (Files.deleteIfExists(file)) {
        LOG.error("the daemon before ran out of memory and ended");
      }
    } catch (IOException e) {
      LOG.warn("cannot remove {}: {}", file, e.getMessage());
    }
  }
}
