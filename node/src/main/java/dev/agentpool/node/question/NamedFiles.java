package dev.agentpool.node.question;

import dev.agentpool.settings.AllowedFiles;
import dev.agentpool.settings.SettingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps agents to the files that their task names ({@code allowed_files}). */
final class NamedFiles {
  private NamedFiles() {}

  /** Why one of these files may not be written; empty where the task names none, or all of them. */
  static Optional<String> objection(Work mine, List<String> files) {
    return mine.settings()
        .find(SettingKeys.ALLOWED_FILES)
        .map(AllowedFiles::new)
        .flatMap(allowed ->
            (files.isEmpty() ? List.of("(a file that the agent does not name)") : files)
                .stream()
                    .filter(file -> !isAllowed(allowed, mine.directory(), file))
                    .findFirst()
                    .map(file ->
                        file
                            + " is not among the files that this task may change (allowed_files: "
                            + allowed
                            + "): leave it as it is, and say so in your answer when the task needs"
                            + " it"));
  }

  /** By its name, and by where a link on the way leads. */
  private static boolean isAllowed(AllowedFiles allowed, Path directory, String file) {
    try {
      Path named = directory.resolve(file).normalize();
      return allowed.allows(directory.normalize().relativize(named))
          && allowed.allows(RealPath.of(directory).relativize(RealPath.of(named)));
    } catch (IOException | IllegalArgumentException unclear) {
      return false;
    }
  }
}
