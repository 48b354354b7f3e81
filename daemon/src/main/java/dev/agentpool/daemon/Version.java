package dev.agentpool.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which agentpool this is. */
final class Version {
  private Version() {}

  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * Which build of it, as the installed program says; empty when it does not.
   *
   * @param dist where agentpool is installed
   */
  static String build(Path dist) {
    try {
      return Files.readString(dist.resolve("build-id")).strip();
    } catch (IOException none) {
      return "";
    }
  }
}
