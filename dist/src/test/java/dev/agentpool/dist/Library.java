package dev.agentpool.dist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Code outside the house that a room may use when the table of rooms names it there. */
enum Library {
  CRON_UTILS("cron-utils", "com.cronutils."),
  HIKARI("HikariCP", "com.zaxxer.hikari."),
  JACKSON("Jackson", "tools.jackson."),
  JACKSON_ANNOTATIONS("Jackson annotations", "com.fasterxml.jackson.annotation."),
  JACKSON_CORE("jackson-core", "tools.jackson.core."),
  JAVALIN("Javalin", "io.javalin."),
  JETTY("Jetty", "org.eclipse.jetty."),
  JLINE("JLine", "org.jline."),
  JSON_SCHEMA("JSON schema", "com.networknt.schema."),
  LOGBACK("Logback", "ch.qos.logback."),
  MCP("MCP SDK", "io.modelcontextprotocol.", "reactor."), // its types return these
  MICROMETER("Micrometer", "io.micrometer."),
  PICOCLI("picocli", "picocli."),
  POSTGRES("PostgreSQL driver", "org.postgresql."),
  SERVLETS("Servlet API", "jakarta.servlet."),
  SIGNALS("the JDK's signals", "sun.misc.Signal"),
  SLF4J("SLF4J", "org.slf4j."),
  SNAKEYAML("snakeyaml-engine", "org.snakeyaml."),
  SQLITE("SQLite driver", "org.sqlite."),
  TOMLJ("tomlj", "org.tomlj."),
  VICTOOLS("victools", "com.github.victools.", "com.fasterxml.classmate.");

  /** The JDK's public packages and JSpecify are everyone's. */
  private static final List<String> EVERYONES =
      List.of("java.", "javax.", "jdk.", "com.sun.", "org.jspecify.");

  private final String said;
  private final List<String> beginnings;

  Library(String said, String... beginnings) {
    this.said = said;
    this.beginnings = List.of(beginnings);
  }

  /** Those of a cell of the table. */
  static List<Library> of(String cell) {
    List<Library> named = new ArrayList<>();
    for (String word : cell.isEmpty() ? new String[0] : cell.split(", ")) {
      named.add(
          Arrays.stream(values())
              .filter(library -> library.said.equals(word))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("no library is called '" + word + "'")));
    }
    return List.copyOf(named);
  }

  static boolean isEveryones(String className) {
    return EVERYONES.stream().anyMatch(className::startsWith);
  }

  boolean holds(String className) {
    return beginnings.stream().anyMatch(className::startsWith);
  }

  @Override
  public String toString() {
    return said;
  }
}
