package dev.agentpool.process;

import dev.agentpool.process.ProcessException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the program a command names, before anything is started. */
final class CommandPath {

  private CommandPath() {}

  /** The absolute path of the program. */
  static Path resolve(String program, Map<String, String> environment, Path workingDirectory) {
    if (program.contains("/")) {
      return check(program, workingDirectory.resolve(program));
    }
    String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    Path unusable = null;
    for (String directory : path.split(":")) {
      Path candidate = workingDirectory.resolve(directory).resolve(program);
      if (Files.isRegularFile(candidate)) {
        if (Files.isExecutable(candidate)) {
          return candidate;
        }
        unusable = candidate;
      }
    }
    if (unusable != null) {
      return check(program, unusable);
    }
    throw new ProcessException(
        Code.COMMAND_NOT_FOUND,
        "command not found: "
            + program
            + " is not in PATH="
            + path
            + ": install it or set its path");
  }

  private static Path check(String program, Path file) {
    if (!Files.exists(file)) {
      throw new ProcessException(
          Code.COMMAND_NOT_FOUND, "command not found: there is no file " + file);
    }
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      throw new ProcessException(
          Code.NOT_EXECUTABLE,
          "not executable: "
              + file
              + " (for "
              + program
              + "): chmod +x it, or name another command");
    }
    return file;
  }
}
