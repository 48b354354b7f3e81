package dev.agentpool.provider.usage;

import dev.agentpool.session.SessionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Programs of others beside the agent CLIs: where they are, and how little they are told. */
final class HelperProgram {
  /** No key and no token: what they need to find the logs and settings of this person. */
  private static final Pattern TOLD =
      Pattern.compile(
          "PATH|HOME|USER|LOGNAME|LANG|LC_\\w+|TZ|TMPDIR|XDG_\\w+|CLAUDE_CONFIG_DIR|CODEX_HOME");

  private HelperProgram() {}

  static Optional<Path> onPath(String name, SessionSpec spec) {
    for (String folder : spec.environment().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      Path file = Path.of(folder.isEmpty() ? "/nowhere" : folder, name);
      if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static Map<String, String> environment(SessionSpec spec) {
    Map<String, String> told = new TreeMap<>();
    spec.environment()
        .forEach((name, value) -> {
          if (TOLD.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            told.put(name, value);
          }
        });
    return told;
  }
}
