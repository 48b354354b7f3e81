package dev.agentpool.cli.host;

import dev.agentpool.cli.command.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the program lies that this is. */
public final class Launcher {
  private static final String NAME = "agentpool";

  private Launcher() {}

  /** Its whole path, else its name where it is not known. */
  public static String path(Surroundings here) {
    String named = System.getProperty("agentpool.launcher");
    named = named == null ? here.environment().get("AGENTPOOL_LAUNCHER") : named;
    if (named != null && !named.isBlank()) {
      return here.directory().resolve(named).normalize().toString();
    }
    String image = System.getProperty("agentpool.dist");
    return image == null ? NAME : beside(Path.of(image));
  }

  /** In a source tree the image is one of several builds: the launcher above them stays. */
  private static String beside(Path image) {
    Path builds = image.getParent();
    Path tree = builds != null && builds.endsWith(".agentpool-build") ? builds.getParent() : null;
    Path launcher = (tree == null ? image : tree).resolve(NAME);
    return Files.isExecutable(launcher) ? launcher.toString() : NAME;
  }
}
