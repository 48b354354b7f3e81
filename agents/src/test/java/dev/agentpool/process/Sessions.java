package dev.agentpool.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A host in a temporary folder, and short ways to start children in it. Ends what it started. */
final class Sessions implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(20);
  static final int MIB = 1 << 20;

  final Path folder;
  final HostSettings settings;
  ProcessHost host;
  private final List<Path> started = new java.util.concurrent.CopyOnWriteArrayList<>();

  Sessions(Path folder) {
    this(folder, HostSettings.defaults());
  }

  Sessions(Path folder, HostSettings settings) {
    this.folder = folder;
    this.settings = settings;
    this.host = new ProcessHost(settings);
  }

  LaunchSpec spec(String name, String... command) {
    return new LaunchSpec(
        folder.resolve(name),
        List.of(command),
        Map.of("PATH", System.getenv("PATH"), "LANG", "C.UTF-8"),
        folder,
        1L << 40,
        MIB);
  }

  Child start(LaunchSpec spec) {
    Child child = host.start(spec);
    started.add(spec.folder());
    return child;
  }

  Child start(String name, String... command) {
    return start(spec(name, command));
  }

  Child sh(String name, String script) {
    return start(name, "sh", "-c", script);
  }

  Child perl(String name, String script) {
    return start(name, "perl", "-e", script);
  }

  /** As a daemon that died and came back. */
  Child reopen(Child child) {
    reopenHost();
    return host.adopt(child.folder()).orElseThrow();
  }

  void reopenHost() {
    host.close();
    host = new ProcessHost(settings);
  }

  static Exit exitOf(Child child) {
    return get(child.onExit());
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(2)).until(condition);
  }

  static boolean exists(long pid) {
    return Files.exists(Path.of("/proc/" + pid));
  }

  @Override
  public void close() {
    for (Path path : started) {
      if (Files.exists(path)) {
        host.adopt(path).ifPresent(child -> child.end(Duration.ZERO));
      }
    }
    host.close();
  }
}
