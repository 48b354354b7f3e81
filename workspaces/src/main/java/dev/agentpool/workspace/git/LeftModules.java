package dev.agentpool.workspace.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Repositories of submodules that lose the folder they were for. */
final class LeftModules {
  private static final int DEPTH = 12;

  private LeftModules() {}

  /** Puts those aside that still lie in the git directory of a tree that is about to go. */
  static void keep(Git git, Path treeGitDir, BaseFolder base, String task) throws IOException {
    Path modules = treeGitDir.resolve("modules");
    if (!Files.isDirectory(modules, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(modules)) {
      for (Path module : left) {
        putAside(git, module, base, task);
      }
    }
  }

  /**
   * @return where it is now
   */
  static Path putAside(Git git, Path gitDir, BaseFolder base, String task) {
    standAlone(git, gitDir);
    return base.putAside(gitDir, task, gitDir.getFileName() + ".git");
  }

  /** Without the path to a folder that is gone, which git would want to enter. */
  private static void standAlone(Git git, Path gitDir) {
    try (Stream<Path> all = Files.walk(gitDir, DEPTH)) {
      List<Path> found =
          all.filter(path -> path.endsWith("HEAD"))
              .flatMap(head -> Optional.ofNullable(head.getParent()).stream())
              .filter(path -> Files.isDirectory(path.resolve("objects"), LinkOption.NOFOLLOW_LINKS))
              .map(path -> path.resolve("config"))
              .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .toList();
      for (Path config : found) {
        git.run(List.of("config", "--file", config.toString(), "--unset-all", "core.worktree"), "");
      }
    } catch (IOException | UncheckedIOException e) {
      // it is kept as it is
    }
  }
}
