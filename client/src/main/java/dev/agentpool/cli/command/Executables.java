package dev.agentpool.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Programs that are installed. */
public final class Executables {
  private Executables() {}

  /** Where a shell of that environment would find it; empty when it is not installed. */
  public static Optional<Path> find(Map<String, String> environment, String name) {
    String folders = environment.getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : folders.split(":")) {
      Path program = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return Optional.of(program.toAbsolutePath());
      }
    }
    return Optional.empty();
  }
}
