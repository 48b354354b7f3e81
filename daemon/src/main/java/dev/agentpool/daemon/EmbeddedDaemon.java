package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.redact.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A daemon inside another program, on a home of its own. It serves that home's socket as any daemon
 * does, and ends with the program.
 */
public final class EmbeddedDaemon implements AutoCloseable {
  private final InstanceLock lock;
  private final Daemon daemon;

  private EmbeddedDaemon(InstanceLock lock, Daemon daemon) {
    this.lock = lock;
    this.daemon = daemon;
  }

  /**
   * Takes over what the daemon before left on that home, then serves.
   *
   * @param environment of the program; agents get what {@link AgentEnvironment} leaves of it
   * @param over what the program says about its pools beyond their files
   * @throws IOException also when another daemon serves this home
   */
  public static EmbeddedDaemon start(
      Home home, Map<String, String> environment, UnaryOperator<PoolConfig> over)
      throws IOException {
    if (!(InstanceLock.take(home) instanceof InstanceLock.Outcome.Taken(InstanceLock lock))) {
      throw new IOException("another daemon serves " + home.root());
    }
    try {
      return new EmbeddedDaemon(
          lock,
          new Daemon(
              home,
              environment,
              NodeParts.Timings.STANDARD,
              () -> {},
              Daemon.Purpose.SERVE,
              over,
              Redaction.standard()));
    } catch (IOException | RuntimeException | Error failed) {
      lock.close();
      throw failed;
    }
  }

  /**
   * Waits for what runs until the deadline, interrupts the rest, ends every agent; returns how many
   * processes could not be ended.
   */
  public int stop(Duration deadline) throws InterruptedException {
    return daemon.stop(deadline).left().size();
  }

  /** Lets go of the home. Call {@link #stop} first: what still runs would be left to itself. */
  @Override
  public void close() throws IOException {
    try (lock) {
      daemon.close();
    }
  }
}
