package dev.agentpool.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How a daemon gets on under a crowd: its memory, and how long it takes to look at a session. */
final class Figures implements AutoCloseable {
  private static final long BETWEEN = 20;
  private final long began = System.nanoTime();
  private final List<Long> looks = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;
  private volatile long mostKib;
  private volatile boolean over;

  Figures(DaemonProcess daemon, SessionCrowd crowd) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              while (!over) {
                try {
                  TimeUnit.MILLISECONDS.sleep(BETWEEN); // how often it is measured
                  mostKib = Math.max(mostKib, resident(daemon));
                  String session = crowd.any();
                  if (!session.isEmpty()) {
                    long from = System.nanoTime();
                    daemon.call("GET", "/v1/sessions/" + session + "/observation", null, Map.of());
                    looks.add(System.nanoTime() - from);
                  }
                } catch (Exception killed) {
                  // the next daemon is measured
                }
              }
            });
  }

  private static long resident(DaemonProcess daemon) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  @Override
  public String toString() {
    List<Long> sorted = looks.stream().sorted().toList();
    return "%.1f s; the daemon took at most %d MB; %d looks: half in %.1f ms, 99 of 100 in %.1f ms, the longest %.1f ms"
        .formatted(
            (System.nanoTime() - began) / 1e9,
            mostKib / 1024,
            sorted.size(),
            at(sorted, 0.5),
            at(sorted, 0.99),
            at(sorted, 1));
  }

  private static double at(List<Long> sorted, double part) {
    return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() - 1) * part)) / 1e6;
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    thread.join();
  }
}
