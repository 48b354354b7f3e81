package dev.agentpool.process;

/** How a session's descendants are held together, so that nothing outlives the session. */
public enum Confinement {
  /** A PID namespace of its own: when its first process ends, the kernel ends everything in it. */
  PID_NAMESPACE,
  /** The same without root, inside a user namespace that maps the current user to itself. */
  PID_NAMESPACE_USER,
  /**
   * No namespace to be had: descendants are found by the environment marker, the process session
   * and the parent chain. A descendant that clears its environment and leaves both its session and
   * its parent is not found.
   */
  MARKER_SWEEP;

  boolean isNamespace() {
    return this != MARKER_SWEEP;
  }
}
