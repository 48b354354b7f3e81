package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submodule's folder in a working tree of ours.
 *
 * @param path below the tree's root, as git writes it
 * @param gitDir its repository; null when it has none that is the tree's own
 */
record Submodule(String path, Path directory, @Nullable Path gitDir) {

  /** Empty when there is nothing in the folder, or no folder. */
  static Optional<Submodule> at(Path root, Path treeGitDir, String path) {
    Path directory = root;
    for (String part : path.split("/")) {
      directory = directory.resolve(part);
      if (part.isEmpty()
          || part.equals("..")
          || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty(); // a link in its place is a change like any other
      }
    }
    return isEmpty(directory)
        ? Optional.empty()
        : Optional.of(new Submodule(path, directory, gitDir(directory, treeGitDir)));
  }

  private static @Nullable Path gitDir(Path directory, Path treeGitDir) {
    Path dotGit = directory.resolve(".git");
    if (Files.isDirectory(dotGit, LinkOption.NOFOLLOW_LINKS)) {
      return ModuleHome.inside(directory, ".git").orElse(null);
    }
    if (!Files.isRegularFile(dotGit, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      // only one that lies with the tree's own: a link may lead to anybody's repository
      Path modules = treeGitDir.resolve("modules").toRealPath();
      Path target = Registrations.target(dotGit).map(Path::normalize).orElse(dotGit);
      Path real = target.toRealPath();
      return real.startsWith(modules) && !real.equals(modules)
          ? ModuleHome.inside(modules, modules.relativize(real).toString()).orElse(null)
          : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Is the repository inside the folder itself? */
  boolean holdsItsRepository() {
    return gitDir != null && gitDir.startsWith(directory);
  }

  /** Its name, by the place of its repository. */
  String name(Path treeGitDir) {
    return gitDir == null || holdsItsRepository()
        ? path
        : real(treeGitDir.resolve("modules")).relativize(gitDir).toString();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private static boolean isEmpty(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
