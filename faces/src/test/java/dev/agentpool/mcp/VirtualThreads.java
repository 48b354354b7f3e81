package dev.agentpool.mcp;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which virtual threads there are. */
final class VirtualThreads {
  private VirtualThreads() {}

  /** The lines of a thread dump that name a thread that begins so. */
  static List<String> named(String prefix, Path folder) throws IOException {
    Path dump = Files.createTempDirectory(folder, "dump").resolve("threads");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(
            dump.toAbsolutePath().toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
    try (java.util.stream.Stream<String> lines = Files.lines(dump)) {
      return lines.filter(line -> line.matches("#\\d+ \"" + prefix + ".*")).toList();
    }
  }
}
