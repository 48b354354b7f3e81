package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The project's own repository of a submodule, below {@code .git/modules} or in the submodule's
 * folder: what is there, the user has.
 */
record ModuleHome(GitPlace place, Refs refs, Path gitDir) {

  /** Empty when the project never had the submodule, or has one that must not be used. */
  static Optional<ModuleHome> of(Repository project, String name, String path) {
    return Stream.of(
            inside(project.gitDir().resolve("modules"), name),
            inside(project.commonDir().resolve("modules"), name),
            project.isBare() ? Optional.<Path>empty() : inside(project.top(), path + "/.git"))
        .flatMap(Optional::stream)
        .findFirst()
        .map(gitDir -> at(project.place().git(), gitDir))
        .filter(ModuleHome::mayBeUsed);
  }

  /** That of a submodule of this one. */
  Optional<ModuleHome> within(String name) {
    return inside(gitDir.resolve("modules"), name)
        .map(found -> at(place.git(), found))
        .filter(ModuleHome::mayBeUsed);
  }

  static ModuleHome at(Git git, Path gitDir) {
    // a work tree is named, for the one that its configuration names may be anywhere, or gone
    GitPlace place =
        new GitPlace(
            git,
            List.of("-C", gitDir.toString(), "--git-dir=" + gitDir, "--work-tree=" + gitDir),
            null);
    return new ModuleHome(place, new Refs(place), gitDir);
  }

  /** A git directory below the folder, reached without a link. */
  static Optional<Path> inside(Path folder, String name) {
    try {
      Path found = folder.resolve(name);
      boolean isThere =
          found.normalize().startsWith(folder)
              && isDirectory(found)
              && isDirectory(found.resolve("objects"))
              && isDirectory(found.resolve("refs"))
              && Files.isRegularFile(found.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
              && found.toRealPath().equals(folder.toRealPath().resolve(name).normalize());
      return isThere ? Optional.of(found) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean mayBeUsed() {
    try {
      FilterGuard.check(place);
      return true;
    } catch (WorkspaceException refused) {
      return false;
    }
  }

  boolean has(String commit) {
    return place.run("cat-file", "-e", commit + "^{commit}").ok();
  }

  /** Has it all of these objects? One a line. */
  boolean hasAll(String objects) {
    GitResult known = place.run(List.of("cat-file", "--batch-check"), objects);
    return known.ok() && known.out().lines().noneMatch(line -> line.endsWith(" missing"));
  }

  /** Brings the commit of another repository here, onto a branch of the name or one beside it. */
  String bring(Path from, String ref, String commit, String name) {
    for (int n = 1; ; n++) {
      String branch = n == 1 ? name : name + "-" + n;
      Optional<String> there = refs.tip(branch);
      if (there.isPresent() && !there.get().equals(commit)) {
        continue;
      }
      GitResult fetched = place.fetch(from, ref + ":" + Refs.ref(branch));
      if (!fetched.ok()) {
        throw GitAdvice.failure(fetched);
      }
      return branch;
    }
  }
}
