package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The worktrees a repository knows, read from {@code worktrees/NAME/gitdir} without starting git.
 */
final class Registrations {
  private Registrations() {}

  /** The git directory of the worktree at the path; the folder itself may be gone. */
  static Optional<Path> gitDirOf(Path worktree, Path commonDir) {
    Path all = commonDir.resolve("worktrees");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(all)) {
      for (Path entry : entries) {
        if (of(entry).equals(Optional.of(worktree))) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the worktree of a registration is; its folder itself may be gone. */
  static Optional<Path> of(Path entry) {
    try {
      Path dotGit =
          entry.resolve(Files.readString(entry.resolve("gitdir")).stripTrailing()).normalize();
      return Optional.ofNullable(dotGit.getParent());
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // being made or removed by someone else right now
    }
  }

  /**
   * Sees to it that the folder's {@code .git} is the file that leads to its registration: an agent
   * may have deleted it or made a repository of its own there.
   */
  static void relink(Path worktree, Path gitDir, BaseFolder base, String earlierTask)
      throws IOException {
    Path dotGit = worktree.resolve(".git");
    if (Files.isRegularFile(dotGit)) {
      Optional<Path> target = target(dotGit);
      if (target.equals(Optional.of(gitDir))) {
        return;
      }
      if (target.filter(Files::isDirectory).isPresent()) {
        throw WorkspaceException.ofMachine(
            worktree
                + " now belongs to another repository, "
                + target.get()
                + "; give each pool a folder of its own, or"
                + " move that folder away",
            null);
      }
      Files.delete(dotGit);
    } else if (Files.exists(dotGit)) {
      base.putAside(dotGit, earlierTask);
    }
    Files.writeString(dotGit, "gitdir: " + gitDir + "\n");
  }

  /** Where a {@code .git} file leads. */
  static Optional<Path> target(Path dotGit) {
    try {
      String text = Files.size(dotGit) > 8192 ? "" : Files.readString(dotGit).stripTrailing();
      return text.startsWith("gitdir: ")
          ? Optional.of(dotGit.resolveSibling(text.substring("gitdir: ".length())).normalize())
          : Optional.empty();
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
