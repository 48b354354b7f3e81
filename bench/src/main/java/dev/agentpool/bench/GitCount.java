package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A {@code git} that stands first in a {@code PATH} and writes down each start of agentpool's own
 * gits, which it tells by a variable that only those have.
 */
record GitCount(Path bin, Path log) {
  /**
   * @param bin an empty folder
   */
  static GitCount in(Path bin, Map<String, String> environment) throws IOException {
    Path log = Files.createFile(bin.resolve("log"));
    Path git = bin.resolve("git");
    Files.writeString(
        git,
        "#!/bin/sh\n[ -z \"${GIT_NO_LAZY_FETCH-}\" ] || echo \"$*\" >>'"
            + log
            + "'\nexec '"
            + real(environment)
            + "' \"$@\"\n");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new GitCount(bin, log);
  }

  private static Path real(Map<String, String> environment) throws IOException {
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, "git"))) {
        return Path.of(folder, "git");
      }
    }
    throw new IOException("there is no git on the PATH");
  }

  /** For an environment. */
  Map<String, String> path(Map<String, String> environment) {
    return Map.of("PATH", bin + ":" + environment.getOrDefault("PATH", ""));
  }

  long starts() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    }
  }
}
