package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The node's name: made once, kept in the state directory, so that a restarted daemon finds its own
 * attempts.
 */
final class NodeId {
  private NodeId() {}

  static String of(Home home) throws IOException {
    Path file = home.state().resolve("node-id");
    if (Files.exists(file)) {
      String id = Files.readString(file).trim();
      if (!id.isEmpty()) {
        return id;
      }
    }
    String id = "node-" + UUID.randomUUID();
    Files.writeString(file, id + "\n");
    return id;
  }
}
