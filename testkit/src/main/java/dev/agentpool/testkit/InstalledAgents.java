package dev.agentpool.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real agent CLIs of this machine's tests, as {@code scripts/install-agents} printed them into
 * a file. The system property {@code agentpool.agents} or the variable {@code
 * AGENTPOOL_TEST_AGENTS} names the file.
 */
public final class InstalledAgents {
  private final Map<String, String> paths;

  private InstalledAgents(Map<String, String> paths) {
    this.paths = paths;
  }

  /** None when no file is named; a file that cannot be read is an error. */
  public static InstalledAgents ofThisMachine() {
    String file = System.getProperty("agentpool.agents", System.getenv("AGENTPOOL_TEST_AGENTS"));
    return file == null || file.isBlank() ? new InstalledAgents(Map.of()) : read(Path.of(file));
  }

  /** Reads a file of lines {@code NAME PATH}. */
  static InstalledAgents read(Path file) {
    Map<String, String> paths = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" ", 2);
        if (parts.length == 2) {
          paths.put(parts[0], parts[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of agents in " + file, e);
    }
    return new InstalledAgents(paths);
  }

  /** What starts a CLI, to which its arguments are added; empty when it is not installed. */
  public Optional<List<String>> command(String name) {
    String path = paths.get(name);
    if (path == null) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>();
    if (path.endsWith(".js")) {
      String node = paths.get("node");
      if (node == null) {
        throw new IllegalStateException(path + " needs node, which is not in the list of agents");
      }
      command.add(node);
    }
    if (name.equals("qwen")) {
      command.add("--expose-gc"); // without it the CLI starts itself again, as a child
    }
    command.add(path);
    return Optional.of(List.copyOf(command));
  }
}
