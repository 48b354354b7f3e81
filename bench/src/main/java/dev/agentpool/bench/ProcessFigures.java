package dev.agentpool.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the kernel says of a process (Linux). */
record ProcessFigures(long rssKiB, long pssKiB, long peakKiB, double cpuSeconds, int threads) {
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, fixed for user space

  static ProcessFigures of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    String status = Files.readString(proc.resolve("status"));
    String memory = Files.readString(proc.resolve("smaps_rollup"));
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    return new ProcessFigures(
        number(memory, "Rss:"),
        number(memory, "Pss:"),
        number(status, "VmHWM:"),
        cpu,
        (int) number(status, "Threads:"));
  }

  /** CPU seconds of a process, and of those children of it that have ended. */
  record Used(double self, double children) {}

  static Used used(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new Used(
        (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND,
        (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND);
  }

  /**
   * CPU seconds of all processes whose environment names this path, and of their children that have
   * ended. One that began and ended under a parent without it is not seen.
   */
  static double cpuSecondsUnder(Path path) throws IOException {
    double ticks = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try {
          if (Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
              .contains(path.toString())) {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            for (int i = 11; i <= 14; i++) {
              ticks += Long.parseLong(fields[i]);
            }
          }
        } catch (IOException gone) {
          // it ended while this looked, or is another user's
        }
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long number(String text, String key) {
    for (String line : text.split("\n")) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.substring(key.length()).replace("kB", "").trim());
      }
    }
    throw new IllegalStateException("there is no " + key);
  }

  static String mebibytes(long kibibytes) {
    return String.format(Locale.ROOT, "%.0f MiB", kibibytes / 1024.0);
  }

  /** CPU seconds of the whole machine since it started, without idling and waiting. */
  static double machineCpuSeconds() throws IOException {
    String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split(" +");
    long ticks = 0;
    for (int i = 1; i < fields.length && i <= 8; i++) {
      ticks += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}
