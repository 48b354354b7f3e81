package dev.agentpool.definition;

import dev.agentpool.definition.DefinitionException.Code;
import dev.agentpool.document.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds files by name in directories, the last one first. A name leads nowhere else, and neither
 * does a link in a directory of the project.
 */
record Lookup(List<Path> directories, Path projectRoot) {
  private static final int MAX_NAME = 128;

  /** The strongest of the files that a name has. */
  Optional<Path> find(String what, String name, String suffix) {
    checkName(what, name);
    for (Path directory : directories.reversed()) {
      Path file = directory.resolve(name + suffix);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (directory.startsWith(projectRoot)) {
          checkInside(what, name, file);
        }
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private void checkInside(String what, String name, Path file) {
    try {
      if (new Folder(projectRoot).holds(file)) {
        return;
      }
    } catch (IOException e) {
      throw new DefinitionException(
          Code.INVALID, what + " '" + name + "' cannot be read: " + file + ": " + e, e);
    }
    throw new DefinitionException(
        Code.TRAVERSAL,
        "path traversal detected: " + file + " is a link that leads out of " + projectRoot);
  }

  /** A name is one part of a path: it goes neither up nor down. */
  static void checkName(String what, String name) {
    if (name.isBlank()) {
      throw new DefinitionException(Code.INVALID, "missing " + what + " name");
    }
    if (name.startsWith(".") || name.chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ')) {
      throw new DefinitionException(
          Code.TRAVERSAL,
          "path traversal detected: "
              + what
              + " '"
              + name.replaceAll("\\p{Cntrl}", "?")
              + "' has to be a plain name, without directories");
    }
    if (name.length() > MAX_NAME) {
      throw new DefinitionException(
          Code.INVALID, what + " name is longer than " + MAX_NAME + " characters");
    }
  }
}
