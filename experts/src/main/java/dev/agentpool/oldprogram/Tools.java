package dev.agentpool.oldprogram;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.poolsocket.LastingMcp;
import dev.agentpool.poolsocket.PoolLine;
import dev.agentpool.poolsocket.SocketPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code mcp}: the tools of an expert or a role, for an agent that starts this as a server. */
final class Tools {
  /** By which a process of a session shows whose it is. */
  private static final String TOKEN = "AGENTPOOL_SLOT_TOKEN";

  /** How long another daemon is waited for. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Tools() {}

  static int mcp(List<String> words, Where here) throws Failed, IOException {
    Flags flags = Flags.of(words, "--pool", "--expert", "--role", "--shared", "--door");
    boolean expert = !flags.text("--expert").isEmpty();
    boolean role = !flags.text("--role").isEmpty();
    if (expert && role) {
      throw new Failed("error: --role and --expert are mutually exclusive");
    }
    if ((!expert && !role) || flags.text("--pool").isEmpty()) {
      throw new Failed(Usage.OF_MCP);
    }
    String name = expert ? flags.text("--expert") : flags.text("--role");
    if (!ExpertName.isName(name)) {
      throw new Failed("error: " + ExpertName.problem(name));
    }
    Path root = here.pool(flags.text("--pool"));
    ExpertPool pool = here.read(root);
    String door = flags.text("--door");
    String token = here.environment().getOrDefault(TOKEN, "");
    Path socket = door.isEmpty() ? SocketPlace.of(root) : Path.of(door);
    try (PoolLine first = door.isEmpty() ? line(root, pool, here) : PoolLine.connect(socket)) {
      first.mcp(name, token);
      LastingMcp.Door next =
          () -> {
            if (door.isEmpty()) { // a person's; a session's daemon is not started from inside
              Running.wakeAgain(root, pool, here);
            }
            return PoolLine.connect(socket).mcp(name, token);
          };
      new LastingMcp(socket, next, PATIENCE, System::nanoTime, here.out()).carry(first, here.in());
    }
    return 0;
  }

  /** A pool that nobody serves is opened; one that was stopped stays so. */
  private static PoolLine line(Path root, ExpertPool pool, Where here) throws Failed, IOException {
    try {
      return PoolLine.connect(SocketPlace.of(root));
    } catch (IOException nobody) {
      Running.wake(Running.project(root, pool, here), "status", here);
      return Running.patiently(root);
    }
  }
}
