package dev.agentpool.dist;

import java.util.List;
import java.util.Optional;

/**
 * The list of rooms and of the arrows between them; docs/architecture.md shows the same as a table.
 * A room is a package below {@code dev.agentpool}; a name that ends in {@code ..} is the package
 * with all below it.
 */
final class Rooms {
  private static final String ROOT = "dev.agentpool.";

  /**
   * What the code outside the house is called that a room may touch. The JDK and JSpecify are
   * everyone's.
   */
  private static final String JACKSON = "tools.jackson.";

  private static final String JACKSON_STREAMS = "tools.jackson.core.";
  private static final String SLF4J = "org.slf4j.";

  private static final List<Room> ALL =
      List.of(
          // core
          room("budget"),
          room("settings").uses("budget"),
          room("pool").uses("budget", "settings"),
          room("task").uses("budget", "pool", "settings"),
          room("journal").uses("pool", "task"),
          room("workspace").uses("settings", "task"),
          room("time"),
          room("machine"),
          room("session").uses("budget", "settings", "task"),
          room("ledger").uses("budget", "journal", "pool", "settings", "task"),
          room("ledger.moves").uses("budget", "journal", "ledger", "pool", "settings", "task"),
          room("ledger.memory")
              .uses("budget", "journal", "ledger", "ledger.moves", "pool", "settings", "task"),
          // testkit
          room("testkit").with(JACKSON),
          room("testkit.simulation")
              .uses("budget", "journal", "ledger", "pool", "settings", "task"),
          // ledger
          room("ledger.codec").uses("budget", "settings", "task").with(JACKSON),
          room("ledger.sql")
              .uses(
                  "budget",
                  "journal",
                  "ledger",
                  "ledger.codec",
                  "ledger.moves",
                  "pool",
                  "settings",
                  "task")
              .with(SLF4J),
          room("ledger.sqlite")
              .uses("ledger", "ledger.moves", "ledger.sql")
              .with("org.sqlite.", SLF4J),
          room("ledger.postgres")
              .uses("ledger", "ledger.moves", "ledger.sql")
              .with("org.postgresql.", "com.zaxxer.hikari.", SLF4J),
          // agents
          room("walls").uses("session"),
          room("process").uses("walls").with(JACKSON, SLF4J),
          room("workspace.git").uses("settings", "task", "workspace").with(SLF4J),
          room("protocol..").uses("process", "session", "task").with(JACKSON, SLF4J),
          room("provider..")
              .uses(
                  "budget", "process", "protocol..", "session", "settings", "task", "time", "walls")
              .with(JACKSON, SLF4J),
          // server
          room("config").uses("budget", "pool", "settings").with("org.tomlj."),
          room("document").with("org.snakeyaml."),
          room("skill").uses("document", "settings").with(JACKSON, "org.snakeyaml."),
          room("definition").uses("document"),
          room("plan")
              .uses("budget", "ledger", "pool", "settings", "task")
              .with(JACKSON, "org.snakeyaml.", "org.tomlj."),
          room("route").uses("plan", "settings").with(JACKSON),
          room("node")
              .uses(
                  "budget",
                  "config",
                  "journal",
                  "ledger",
                  "machine",
                  "plan",
                  "pool",
                  "session",
                  "settings",
                  "task",
                  "time",
                  "workspace")
              .with(JACKSON, SLF4J),
          room("inside")
              .uses(
                  "budget",
                  "config",
                  "journal",
                  "ledger",
                  "node",
                  "pool",
                  "process",
                  "settings",
                  "task")
              .with(SLF4J),
          room("mcp")
              .uses("machine", "settings")
              .with(
                  JACKSON,
                  "com.fasterxml.jackson.annotation.",
                  "com.networknt.schema.",
                  "io.modelcontextprotocol.",
                  "jakarta.servlet.",
                  "reactor.",
                  SLF4J),
          room("engine")
              .uses(
                  "inside",
                  "budget",
                  "config",
                  "definition",
                  "document",
                  "ledger",
                  "node",
                  "plan",
                  "pool",
                  "route",
                  "settings",
                  "skill",
                  "task",
                  "webhook",
                  "workspace")
              .with(JACKSON),
          room("wire")
              .uses(
                  "inside",
                  "budget",
                  "engine",
                  "journal",
                  "ledger",
                  "node",
                  "plan",
                  "pool",
                  "settings",
                  "skill",
                  "task",
                  "workspace")
              .with(JACKSON),
          room("mcp.tools")
              .uses(
                  "inside",
                  "budget",
                  "config",
                  "definition",
                  "document",
                  "engine",
                  "journal",
                  "ledger",
                  "mcp",
                  "node",
                  "plan",
                  "pool",
                  "route",
                  "settings",
                  "skill",
                  "task",
                  "wire",
                  "workspace")
              .with(JACKSON, SLF4J),
          room("webhook")
              .uses(
                  "budget", "config", "engine", "journal", "ledger", "node", "plan", "pool", "task",
                  "wire")
              .with(JACKSON, SLF4J, "org.eclipse.jetty."),
          room("metrics")
              .uses("budget", "config", "journal", "ledger", "node", "pool", "task")
              .with("io.micrometer.", SLF4J),
          room("api..")
              .uses("budget", "config", "daemon", "ledger", "pool", "settings", "task")
              .with(JACKSON, "org.eclipse.jetty."),
          room("examples").uses("api..", "settings", "task", "testkit"),
          room("rest")
              .uses(
                  "machine",
                  "process",
                  "inside",
                  "mcp",
                  "metrics",
                  "budget",
                  "config",
                  "definition",
                  "document",
                  "engine",
                  "plan",
                  "route",
                  "skill",
                  "webhook",
                  "wire",
                  "workspace",
                  "journal",
                  "ledger",
                  "node",
                  "pool",
                  "session",
                  "settings",
                  "task")
              .with(JACKSON, SLF4J, "io.javalin.", "org.eclipse.jetty.", "jakarta.servlet."),
          room("daemon")
              .uses(
                  "inside",
                  "budget",
                  "config",
                  "definition",
                  "engine",
                  "mcp",
                  "mcp.tools",
                  "metrics",
                  "plan",
                  "skill",
                  "webhook",
                  "wire",
                  "journal",
                  "ledger",
                  "ledger.moves",
                  "ledger.postgres",
                  "ledger.sql",
                  "ledger.sqlite",
                  "machine",
                  "node",
                  "pool",
                  "process",
                  "protocol..",
                  "provider..",
                  "rest",
                  "session",
                  "settings",
                  "task",
                  "time",
                  "walls",
                  "workspace",
                  "workspace.git")
              .with(JACKSON, SLF4J, "sun.misc.Signal"),
          // cli: no arrow to any other room
          room("cli..").with("picocli.", JACKSON_STREAMS));

  private Rooms() {}

  /** The room of a package: the closest that is listed. */
  static Optional<Room> of(String packageName) {
    Optional<Room> closest = Optional.empty();
    for (Room room : ALL) {
      if (room.holds(packageName)
          && closest.map(other -> other.name.length() < room.name.length()).orElse(true)) {
        closest = Optional.of(room);
      }
    }
    return closest;
  }

  private static Room room(String name) {
    return new Room(name, List.of(), List.of());
  }

  /**
   * @param name package below the root
   * @param arrows rooms it may use
   * @param libraries beginnings of the class names outside the house it may use
   */
  record Room(String name, List<String> arrows, List<String> libraries) {
    private Room uses(String... rooms) {
      return new Room(name, List.of(rooms), libraries);
    }

    private Room with(String... prefixes) {
      return new Room(name, arrows, List.of(prefixes));
    }

    boolean holds(String packageName) {
      return name.endsWith("..")
          ? (packageName + ".").startsWith(ROOT + name.substring(0, name.length() - 1))
          : packageName.equals(ROOT + name);
    }

    boolean mayUseRoomOf(String packageName) {
      return holds(packageName)
          || Rooms.of(packageName).map(other -> arrows.contains(other.name)).orElse(false);
    }

    boolean mayUseLibraryClass(String className) {
      return className.startsWith("java.")
          || className.startsWith("javax.")
          || className.startsWith("jdk.")
          || className.startsWith("com.sun.")
          || className.startsWith("org.jspecify.")
          || libraries.stream().anyMatch(className::startsWith);
    }
  }
}
