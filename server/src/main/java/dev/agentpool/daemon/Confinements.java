package dev.agentpool.daemon;

import dev.agentpool.process.Confinement;

/** Says how sessions are held, for people. */
final class Confinements {
  private Confinements() {}

  static String described(Confinement confinement) {
    return switch (confinement) {
      case PID_NAMESPACE -> "each session in a PID namespace of its own: nothing outlives it";
      case PID_NAMESPACE_USER ->
          "each session in a PID namespace of its own (with a user namespace): nothing outlives it";
      case MARKER_SWEEP ->
          "no PID namespaces here: what a session leaves is found by a marker in its environment";
    };
  }
}
