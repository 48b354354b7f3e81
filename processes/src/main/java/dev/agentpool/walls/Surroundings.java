package dev.agentpool.walls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What every session finds of the machine: folders for temporary files of its own, no sockets of
 * the user's other programs, no keys.
 */
final class Surroundings {
  private static final List<Path> TEMPORARY = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

  /** Where the sockets of the machine and of the user's sessions are. */
  private static final List<Path> SOCKETS = List.of(Path.of("/run"), Path.of("/var/run"));

  /** What programs read of {@code /run}: the name server, and a system that lives there. */
  private static final List<Path> OF_USE =
      List.of(
          Path.of("/etc/resolv.conf"),
          Path.of("/run/current-system"),
          Path.of("/run/opengl-driver"));

  /** Keys and tokens of the user, below the home. */
  private static final List<String> KEYS =
      List.of(
          ".ssh",
          ".gnupg",
          ".aws",
          ".azure",
          ".kube",
          ".docker",
          ".password-store",
          ".netrc",
          ".git-credentials",
          ".Xauthority",
          ".config/gcloud",
          ".config/gh",
          ".config/op",
          ".local/share/keyrings");

  private Surroundings() {}

  static Layout lay(Layout layout) {
    TEMPORARY.forEach(layout::scratch);
    SOCKETS.stream().filter(Files::isDirectory).forEach(layout::hidden);
    OF_USE.forEach(layout::fixed);
    return layout;
  }

  /** What lies in the home of the one whose environment it is. */
  static Layout home(Layout layout, Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    if (home.startsWith("/") && !home.equals("/")) {
      layout.fixed(Path.of(home));
      for (String key : KEYS) {
        Path path = Path.of(home, key);
        if (Files.exists(path)) {
          layout.hidden(path);
        }
      }
    }
    return layout;
  }
}
