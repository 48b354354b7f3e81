package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A {@code git} that stands first in a {@code PATH} and writes down each start: of agentpool's own
 * gits, which it tells by a variable that only those have, and of the agent's.
 */
record GitCount(Path bin, Path log) {
  private static final String OURS = "agentpool";

  /** How many were started. */
  record Starts(long ours, long agents) {
    Starts since(Starts before) {
      return new Starts(ours - before.ours, agents - before.agents);
    }
  }

  /**
   * @param log in a folder that agents may write
   */
  static GitCount in(Path bin, Path log, Map<String, String> environment) throws IOException {
    Files.createDirectories(bin);
    Files.deleteIfExists(log);
    Path git = bin.resolve("git");
    Files.writeString(
        git,
        "#!/bin/sh\nwho=agent\n[ -z \"${GIT_NO_LAZY_FETCH-}\" ] || who="
            + OURS
            + "\necho \"$who $*\" >>'"
            + log
            + "' 2>/dev/null\nexec '"
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

  Starts starts() throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    long ours = lines.stream().filter(line -> line.startsWith(OURS + " ")).count();
    return new Starts(ours, lines.size() - ours);
  }
}
