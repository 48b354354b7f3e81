package dev.agentpool.daemon;

import dev.agentpool.node.parts.WallsHere;
import dev.agentpool.process.Confinement;
import dev.agentpool.process.HostSettings;
import dev.agentpool.walls.Ability;
import java.util.Map;

/** How sessions are held and walled in on this machine, for people. */
final class Confinements {
  /** Names another bubblewrap than the one on the path. */
  private static final String BUBBLEWRAP = "AGENTPOOL_BWRAP";

  private Confinements() {}

  static HostSettings settings(Map<String, String> environment) {
    String named = environment.get(BUBBLEWRAP);
    HostSettings settings = HostSettings.defaults();
    return named == null || named.isBlank() ? settings : settings.withBubblewrap(named);
  }

  static String described(Confinement confinement) {
    return switch (confinement) {
      case PID_NAMESPACE -> "each session in a PID namespace of its own: nothing outlives it";
      case PID_NAMESPACE_USER ->
          "each session in a PID namespace of its own (with a user namespace): nothing outlives it";
      case MARKER_SWEEP ->
          "no PID namespaces here: what a session leaves is found by a marker in its environment";
    };
  }

  static WallsHere walls(Ability ability) {
    return switch (ability) {
      case Ability.Stands stands ->
          new WallsHere(
              true,
              "workspace: "
                  + stands.bubblewrap().program()
                  + (stands.bubblewrap().userNamespace() ? "" : " (without a user namespace)"),
              "");
      case Ability.Falls falls -> new WallsHere(false, falls.why(), falls.advice());
    };
  }
}
