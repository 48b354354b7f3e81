package dev.agentpool.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts, adopts and follows the children of one daemon. Owns the one permanent spawn thread and the one tail thread.
 * Closing it stops both; the children live on.
 */
public final class ProcessHost implements AutoCloseable {

  private final HostSettings settings;

  public ProcessHost(HostSettings settings) {
    this.settings = settings;
  }

  /**
   * Creates the session folder and starts the child.
   *
   * @throws ProcessException when that cannot be done; nothing runs then
   */
  public Child start(LaunchSpec spec) {
    throw new UnsupportedOperationException(settings + " " + spec);
  }

  /**
   * Takes up a session that an earlier host started, living or ended.
   *
   * @return empty when the folder holds no session, or one that was never started
   */
  public Optional<Child> adopt(Path folder) {
    throw new UnsupportedOperationException(settings + " " + folder);
  }

  /** How sessions are confined on this machine; found once, by really trying. */
  public Confinement confinement() {
    throw new UnsupportedOperationException(settings.toString());
  }

  @Override
  public void close() {}
}
