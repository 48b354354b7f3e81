package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** On what the figures were measured. */
final class Machine {
  private Machine() {}

  static List<String> described(Lab lab) throws IOException {
    FileStore disk = Files.getFileStore(lab.scratch());
    String build = Files.readString(lab.image().resolve("build-id")).trim();
    return List.of(
        "- when: " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", build " + build,
        "- machine: "
            + Runtime.getRuntime().availableProcessors()
            + " cores, "
            + first("/proc/cpuinfo", "model name")
            + ", "
            + first("/proc/meminfo", "MemTotal")
            + ", Linux "
            + System.getProperty("os.version"),
        "- disk: "
            + disk.type()
            + " on "
            + disk.name()
            + "; load before: "
            + Files.readString(Path.of("/proc/loadavg")).trim(),
        "- JDK: " + Runtime.version() + ", " + System.getProperty("java.vendor"));
  }

  private static String first(String file, String key) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      if (line.startsWith(key)) {
        return line.substring(line.indexOf(':') + 1).trim();
      }
    }
    return "unknown";
  }
}
