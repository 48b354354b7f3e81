package dev.agentpool.oldprogram;

import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.poolsocket.PoolLine;
import dev.agentpool.poolsocket.SocketPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** {@code start}: lets a pool work, and stays until it does no more. */
final class Running {
  private static final String FOLDER = ".agent-pool";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Running() {}

  static int start(List<String> words, Where here) throws Failed, IOException {
    Path root = here.pool(words);
    ExpertPool pool = here.read(root);
    PoolLayout layout = here.layout(root);
    layout.prepare(pool.experts().keySet(), pool.shared());
    Path project = project(root, pool, here);
    say(here, layout, "INFO", "Preparing to start daemon", "pool", pool.name());
    pool.warnings()
        .forEach(warning -> say(here, layout, "WARN", warning.toString(), "pool", pool.name()));
    boolean ran = isServed(root);
    if (!ran) {
      wake(project, "resume", here);
    }
    try (PoolLine line = patiently(root)) {
      follow(line, root, pool, layout, !ran, here);
    }
    say(here, layout, "INFO", "Successfully stopped daemon", "pool", pool.name());
    return 0;
  }

  private static void follow(
      PoolLine line, Path root, ExpertPool pool, PoolLayout layout, boolean ours, Where here)
      throws IOException {
    if (ours) {
      here.whenAskedToEnd().accept(() -> quietlyStop(root));
    }
    line.subscribe(
        () -> say(here, layout, "INFO", "Successfully started daemon", "pool", pool.name()),
        event -> write(here, layout, LogLine.of(here.clock(), event)));
  }

  private static void quietlyStop(Path root) {
    try (PoolLine line = PoolLine.connect(SocketPlace.of(root))) {
      line.stop();
    } catch (IOException gone) {
      return; // it does not run any more
    }
  }

  private static boolean isServed(Path root) {
    try (PoolLine line = PoolLine.connect(SocketPlace.of(root))) {
      line.status();
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  /** Has agentpool's daemon open the pool, which it starts when it does not run. */
  static void wake(Path project, String command, Where here) throws Failed, IOException {
    Agentpool.Answer answer = here.agentpool().run(project, List.of(command));
    if (answer.code() != 0) {
      throw new Failed("error: starting daemon: " + answer.said());
    }
  }

  /** Has a daemon again that died and left its socket, when nobody else has yet. */
  static void wakeAgain(Path root, ExpertPool pool, Where here) throws IOException {
    if (isServed(root) || !Files.exists(SocketPlace.of(root))) {
      return;
    }
    try {
      wake(project(root, pool, here), "status", here);
    } catch (Failed no) {
      throw new IOException(no.getMessage(), no);
    }
  }

  /** The daemon opens the pool's door a moment after it has opened the pool. */
  static PoolLine patiently(Path root) throws Failed {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return PoolLine.connect(SocketPlace.of(root));
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw new Failed("error: connecting to daemon (is it running?): " + notYet.getMessage());
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  /**
   * The project whose pool it is: sessions work there. Where the pool's folder lies elsewhere, the
   * project gets a link to it.
   */
  static Path project(Path root, ExpertPool pool, Where here) throws Failed, IOException {
    boolean usual = root.endsWith(FOLDER);
    Path parent = root.getParent();
    Path project =
        pool.project(here.home(), here.directory())
            .map(path -> path.toAbsolutePath().normalize())
            .orElse(usual && parent != null ? parent : here.directory());
    Path link = project.resolve(FOLDER);
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isDirectory(project)) {
        throw new Failed("error: project_dir " + project + " is no directory");
      }
      Files.createSymbolicLink(link, root);
    } else if (!Files.exists(link) || !Files.isSameFile(link, root)) {
      throw new Failed(
          "error: "
              + link
              + " is another pool; this one, "
              + root
              + ", says it is "
              + project
              + "'s too (pool.project_dir)");
    }
    return project;
  }

  /** To standard output and to the pool's own log. */
  private static void say(
      Where here, PoolLayout layout, String level, String message, String... more) {
    write(here, layout, LogLine.of(here.clock(), level, message, more));
  }

  private static void write(Where here, PoolLayout layout, String line) {
    here.out().println(line);
    here.out().flush();
    try {
      Files.writeString(
          layout.daemonLog(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      here.err().println("error: " + layout.daemonLog() + ": " + full.getMessage());
    }
  }
}
