package dev.agentpool.api;

import dev.agentpool.config.ConfigException;
import dev.agentpool.config.Home;
import dev.agentpool.daemon.EmbeddedDaemon;
import dev.agentpool.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A daemon inside this program, for one pool, and how it ends: by closing, or with a program that
 * forgot to.
 */
final class EmbeddedPool {
  /** What the address of a unix socket can hold. */
  private static final int LONGEST_SOCKET = 107;

  private final EmbeddedDaemon daemon;
  private final Optional<Path> temporary;
  private final Duration closing;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread forgotten =
      Thread.ofPlatform().name("agentpool-forgotten").unstarted(() -> end(Duration.ZERO));

  private EmbeddedPool(EmbeddedDaemon daemon, Optional<Path> temporary, Duration closing) {
    this.daemon = daemon;
    this.temporary = temporary;
    this.closing = closing;
  }

  /**
   * @param environment of the agents
   */
  static Pool start(
      Path project,
      Optional<Path> home,
      PoolDescription description,
      Map<String, String> environment,
      Duration closing) {
    Optional<Path> temporary = Optional.empty();
    try {
      Path root;
      if (home.isPresent()) {
        root = home.get().toAbsolutePath().normalize();
      } else {
        root = Files.createTempDirectory("agentpool-").toRealPath();
        temporary = Optional.of(root);
      }
      checkSocket(new Home(root).socket());
      EmbeddedDaemon daemon =
          EmbeddedDaemon.start(new Home(root), own(environment, root), description::over);
      EmbeddedPool embedded = new EmbeddedPool(daemon, temporary, closing);
      Runtime.getRuntime().addShutdownHook(embedded.forgotten);
      try {
        return DaemonPool.open(project, root, embedded::close);
      } catch (PoolException e) {
        embedded.close();
        throw e;
      }
    } catch (ConfigException e) {
      throw new PoolException.Invalid("config_invalid", String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException | LedgerException e) {
      temporary.ifPresent(EmbeddedPool::delete);
      PoolException unavailable =
          new PoolException.Unavailable("cannot_start", "the pool cannot start: " + e.getMessage());
      unavailable.initCause(e);
      throw unavailable;
    }
  }

  /** The pool has a store of its own, and its agents' command line finds it. */
  private static Map<String, String> own(Map<String, String> environment, Path root) {
    Map<String, String> own = new HashMap<>(environment);
    own.keySet().removeIf(name -> name.startsWith("AGENTPOOL_LEDGER_"));
    own.put("AGENT_POOL_HOME", root.toString());
    return Map.copyOf(own);
  }

  private static void checkSocket(Path socket) {
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_SOCKET) {
      throw new PoolException.Invalid(
          "invalid",
          "the home's path is too long for a socket below it ("
              + length
              + " of "
              + LONGEST_SOCKET
              + " bytes): "
              + socket);
    }
  }

  private void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(forgotten);
    } catch (IllegalStateException shuttingDown) {
      // the hook ends it as well; whoever is first does
    }
    end(closing);
  }

  /**
   * Waits, ends every agent, lets go of the home; also when the thread is interrupted meanwhile.
   */
  private void end(Duration deadline) {
    if (ended.getAndSet(true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (stop(deadline)) {
        interrupted = true;
        stop(Duration.ZERO); // nobody waits any more
      }
      daemon.close();
    } catch (IOException e) {
      throw new PoolException.Unavailable("cannot_close", "the pool did not close: " + e);
    } finally {
      temporary.ifPresent(EmbeddedPool::delete);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the thread was interrupted meanwhile. */
  private boolean stop(Duration deadline) {
    try {
      daemon.stop(deadline);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // what is left of a temporary directory is the system's to clean
    }
  }
}
