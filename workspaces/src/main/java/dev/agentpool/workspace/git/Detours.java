package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What leads git from a repository to somewhere else, made by an agent. Symbolic links where git
 * writes files of its own: git follows them, and an index that is a link to the index of the user's
 * checkout would be written there by our own git. A file {@code commondir} in a repository that is
 * no worktree: git takes configuration and hooks from where it leads. Git itself makes neither.
 */
final class Detours {
  private static final int DEPTH = 12;
  private static final String ELSEWHERE = "commondir";
  private static final Pattern LOOSE = Pattern.compile("[0-9a-f]{2}");

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
    if (common.equals(gitDir)) {
      Files.deleteIfExists(gitDir.resolve(ELSEWHERE));
    } else {
      below(common.resolve("refs/heads/agentpool"), DEPTH);
      below(common.resolve("logs/refs/heads/agentpool"), DEPTH);
      looseObjects(common.resolve("objects"));
    }
  }

  /**
   * Sees to it that the user's own repository is the one in its folder: no mount can keep a file
   * from being made where git makes others.
   *
   * @param gitDir of a checkout that is no worktree
   * @return where the file that led elsewhere is now; empty when there was none
   */
  static Optional<Path> setAside(Path gitDir) throws IOException {
    Path elsewhere = gitDir.resolve(ELSEWHERE);
    if (!Files.exists(elsewhere, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Path aside = gitDir.resolve(ELSEWHERE + ".agentpool");
    return Optional.of(Files.move(elsewhere, aside, StandardCopyOption.ATOMIC_MOVE));
  }

  /** The folders of loose objects, of which a worktree may make new ones in the repository. */
  private static void looseObjects(Path objects) throws IOException {
    if (Files.isDirectory(objects)) {
      for (Path link : entries(objects)) {
        if (LOOSE.matcher(link.getFileName().toString()).matches()) {
          Files.delete(link);
        }
      }
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
