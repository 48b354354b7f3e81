package dev.agentpool.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What {@code /proc} says about processes. Scans are shared: callers that wait get one scan that
 * began after they asked.
 */
final class ProcessTable {

  /** The variable every process of a session inherits. */
  static final String MARKER = "AGENTPOOL_SESSION";

  private static final byte[] MARKER_BYTES = (MARKER + "=").getBytes(StandardCharsets.US_ASCII);

  /** One process; {@code marker} is empty when it has none or may not be read. */
  record Entry(
      long pid, char state, long parent, long group, long session, long startTicks, String marker) {
    boolean isGone() {
      return state == 'Z' || state == 'X';
    }
  }

  private final Path proc = Path.of("/proc");
  private final String bootId;
  private final ReentrantLock lock = new ReentrantLock();
  private long lastScanBegan = System.nanoTime() - Long.MAX_VALUE / 4; // guarded by lock
  private List<Entry> lastScan = List.of(); // guarded by lock

  ProcessTable() {
    bootId =
        new String(readAll("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII).strip();
  }

  String bootId() {
    return bootId;
  }

  /** The words it was started with, as one text; other ones after it has become another program. */
  String words(long pid) {
    return new String(readAll("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
  }

  /** The process behind a pid, without its marker. */
  Optional<Entry> find(long pid) {
    return parse(pid, readAll("/proc/" + pid + "/stat"), "");
  }

  /** The same with its marker. */
  Optional<Entry> findMarked(long pid) {
    String marker = markerIn(readAll("/proc/" + pid + "/environ"));
    return parse(pid, readAll("/proc/" + pid + "/stat"), marker);
  }

  boolean isAlive(ProcessIdentity identity) {
    return identity.bootId().equals(bootId)
        && find(identity.pid())
            .filter(e -> e.startTicks() == identity.startTicks() && !e.isGone())
            .isPresent();
  }

  /** Every living process. */
  List<Entry> scan() {
    long asked = System.nanoTime();
    lock.lock();
    try {
      if (lastScanBegan - asked < 0) {
        lastScanBegan = System.nanoTime();
        lastScan = scanNow();
      }
      return lastScan;
    } finally {
      lock.unlock();
    }
  }

  private List<Entry> scanNow() {
    List<Entry> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, ProcessTable::isProcess)) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        String marker = markerIn(readAll("/proc/" + pid + "/environ"));
        parse(pid, readAll("/proc/" + pid + "/stat"), marker)
            .filter(e -> !e.isGone())
            .ifPresent(found::add);
      }
    } catch (IOException failure) {
      throw new ProcessException(
          ProcessException.Code.TOOL_MISSING,
          "cannot list /proc: " + failure.getMessage(),
          failure);
    }
    return List.copyOf(found);
  }

  private static boolean isProcess(Path entry) {
    char first = entry.getFileName().toString().charAt(0);
    return first >= '0' && first <= '9';
  }

  private static Optional<Entry> parse(long pid, byte[] stat, String marker) {
    String text = new String(stat, StandardCharsets.ISO_8859_1);
    int name = text.lastIndexOf(')'); // the name may hold blanks and brackets itself
    if (name < 0) {
      return Optional.empty();
    }
    String[] fields = text.substring(name + 2).split(" ");
    return Optional.of(
        new Entry(
            pid,
            fields[0].charAt(0),
            Long.parseLong(fields[1]),
            Long.parseLong(fields[2]),
            Long.parseLong(fields[3]),
            Long.parseLong(fields[19]),
            marker));
  }

  private static String markerIn(byte[] environ) {
    int start = 0;
    while (start < environ.length) {
      int end = start;
      while (end < environ.length && environ[end] != 0) {
        end++;
      }
      if (startsWithMarker(environ, start, end)) {
        int value = start + MARKER_BYTES.length;
        return new String(environ, value, end - value, StandardCharsets.ISO_8859_1);
      }
      start = end + 1;
    }
    return "";
  }

  private static boolean startsWithMarker(byte[] environ, int start, int end) {
    if (end - start < MARKER_BYTES.length) {
      return false;
    }
    for (int i = 0; i < MARKER_BYTES.length; i++) {
      if (environ[start + i] != MARKER_BYTES[i]) {
        return false;
      }
    }
    return true;
  }

  /** Empty when the process is gone or not ours to read. */
  private static byte[] readAll(String file) {
    try (InputStream in = new FileInputStream(file)) {
      return in.readAllBytes();
    } catch (IOException gone) {
      return new byte[0];
    }
  }
}
