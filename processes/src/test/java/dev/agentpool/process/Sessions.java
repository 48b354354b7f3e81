package dev.agentpool.process;

import dev.agentpool.session.Enclosure;
import dev.agentpool.walls.Ability;
import dev.agentpool.walls.Wall;
import dev.agentpool.walls.Walls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A host in a temporary folder, and short ways to start children in it. Ends what it started. */
final class Sessions implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(60);
  static final int MIB = 1 << 20;

  final Path folder;
  final HostSettings settings;
  ProcessHost host;
  private final boolean walled;
  private final List<Path> started = new java.util.concurrent.CopyOnWriteArrayList<>();

  Sessions(Path folder) {
    this(folder, HostSettings.defaults());
  }

  Sessions(Path folder, HostSettings settings) {
    this(folder, settings, false);
  }

  /** As the setup says. */
  Sessions(Path folder, Setup setup) {
    this(folder, HostSettings.defaults().withConfinement(setup.confinement()), setup.walled());
  }

  private Sessions(Path folder, HostSettings settings, boolean walled) {
    this.walled = walled;
    this.folder = folder;
    this.settings = settings;
    this.host = new ProcessHost(settings);
  }

  LaunchSpec spec(String name, String... command) {
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "LANG", "C.UTF-8");
    LaunchSpec open =
        new LaunchSpec(folder.resolve(name), List.of(command), environment, folder, 1L << 40, MIB);
    return walled ? open.behind(wall(environment, folder.resolve(name))) : open;
  }

  /** A wall with the test's folder writable, without the session's own. */
  private Wall wall(Map<String, String> environment, Path session) {
    Enclosure.Walled enclosure =
        new Enclosure.Walled(List.of(folder), List.of(), List.of(), List.of());
    return Walls.around(enclosure, environment, session, List.of()).wall(folder);
  }

  /** How sessions are held, and whether walls stand around them. */
  record Setup(Confinement confinement, boolean walled) {
    /** The strongest there is here. */
    static Setup best() {
      return all()
          .filter(setup -> setup.confinement().isNamespace())
          .reduce((a, b) -> b)
          .orElseThrow();
    }

    /** The best this machine allows, and the fallback, each without and with walls. */
    static Stream<Setup> all() {
      try (ProcessHost host = new ProcessHost(HostSettings.defaults())) {
        boolean walls = host.walls() instanceof Ability.Stands;
        return Stream.of(host.confinement(), Confinement.MARKER_SWEEP)
            .distinct()
            .flatMap(held ->
                Stream.of(false, true)
                    .filter(walled -> !walled || walls)
                    .map(walled -> new Setup(held, walled)));
      }
    }
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
