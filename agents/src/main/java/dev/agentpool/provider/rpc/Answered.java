package dev.agentpool.provider.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Which questions of a process have their answer, in a file of its session's folder: the daemon
 * after this one reads them again, and is not to ask anybody twice. Thread-safe.
 */
final class Answered {
  private static final Logger LOG = LoggerFactory.getLogger(Answered.class);
  private static final String NAME = "answered";
  private final Path file;
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  Answered(Path folder) {
    this.file = folder.resolve(NAME);
    try {
      if (Files.exists(file)) {
        taken.addAll(Files.readAllLines(file));
      }
    } catch (IOException unreadable) {
      LOG.warn("{} cannot be read; a question may be answered twice", file, unreadable);
    }
  }

  /** Whether nobody has taken this question to answer it; now somebody has. */
  boolean take(JsonNode id) {
    return taken.add(id.toString());
  }

  /** Its answer is written. */
  void done(JsonNode id) {
    try {
      Files.writeString(file, id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      LOG.warn("cannot note in {} what was answered: {}", file, full.getMessage());
    }
  }
}
