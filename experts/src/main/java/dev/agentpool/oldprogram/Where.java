package dev.agentpool.oldprogram;

import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.ExpertPoolFile;
import dev.agentpool.expert.PoolDiscovery;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.UnreadablePool;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where a command runs.
 *
 * @param directory the working directory
 * @param home the person's
 * @param environment variables
 * @param whenAskedToEnd what the first signal does that asks the program to end
 */
record Where(
    Path directory,
    Path home,
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Clock clock,
    Agentpool agentpool,
    Consumer<Runnable> whenAskedToEnd) {

  /** The folder of the pool that is meant: the one that is named, else the one that is found. */
  Path pool(String named) throws Failed {
    if (!named.isEmpty()) {
      return PoolDiscovery.written(named, home, directory).toAbsolutePath().normalize();
    }
    return PoolDiscovery.find(directory)
        .orElseThrow(() -> new Failed("error: " + PoolDiscovery.nothingFound(directory)));
  }

  /** The first word, when there is one: commands that take a pool's folder take it there. */
  Path pool(List<String> words) throws Failed {
    return pool(words.isEmpty() ? "" : words.getFirst());
  }

  PoolLayout layout(Path pool) {
    return new PoolLayout(pool, experts());
  }

  /** Where a person keeps the experts that pools share. */
  private Path experts() {
    String moved = environment.getOrDefault("AGENT_POOL_HOME", "");
    return (moved.isBlank() ? home.resolve(".agent-pool") : Path.of(moved)).resolve("experts");
  }

  ExpertPool read(Path pool) throws Failed {
    try {
      return ExpertPoolFile.read(layout(pool).poolFile());
    } catch (UnreadablePool e) {
      throw new Failed("error loading pool config: " + e.getMessage());
    }
  }
}
