package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Symbolic links where git writes files of its own. Git follows them: an index that is a link to
 * the index of the user's checkout would be written there by our own git, and an agent can make
 * such links. Git itself makes none.
 */
final class Detours {
  private static final int DEPTH = 12;

  private Detours() {}

  /**
   * Removes them from the git directory of a worktree or clone, and from where our branches are.
   *
   * @param head the commit for a HEAD that was one
   */
  static void cut(Path gitDir, String head) throws IOException {
    for (String part : List.of("refs", "logs", "info", "objects")) {
      below(gitDir.resolve(part), part.equals("objects") ? 1 : DEPTH);
    }
    for (Path file : entries(gitDir)) {
      Files.deleteIfExists(file);
      if (file.endsWith("HEAD")) {
        Files.writeString(file, head + "\n");
      }
    }
    Path common = Reaches.commonDir(gitDir);
    if (!common.equals(gitDir)) {
      below(common.resolve("refs/heads/agentpool"), DEPTH);
      below(common.resolve("logs/refs/heads/agentpool"), DEPTH);
    }
  }

  private static void below(Path place, int depth) throws IOException {
    if (Files.isSymbolicLink(place)) {
      Files.delete(place);
      return;
    }
    if (depth == 0 || !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(place)) {
      for (Path entry : inside) {
        below(entry, depth - 1);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> links = new java.util.ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, Files::isSymbolicLink)) {
      inside.forEach(links::add);
    }
    return links;
  }
}
