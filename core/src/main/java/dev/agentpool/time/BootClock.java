package dev.agentpool.time;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Linux' clock since the machine's boot, which goes on while it is suspended. */
final class BootClock {
  private static final Path UPTIME = Path.of("/proc/uptime");

  private BootClock() {}

  /** To a hundredth of a second; the monotonic clock where it cannot be read. */
  static long nanos() {
    try {
      String text = Files.readString(UPTIME, StandardCharsets.US_ASCII);
      return new BigDecimal(text.substring(0, text.indexOf(' '))).movePointRight(9).longValue();
    } catch (IOException | RuntimeException unreadable) {
      return System.nanoTime();
    }
  }
}
