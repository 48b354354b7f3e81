package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a checkout has that makes the user's next git there run something: the repositories that its
 * index names, as it does with submodules (in each of them a plain {@code git status} of the
 * checkout starts git, which runs what the configuration there says), and a rebase to be continued.
 *
 * @param top of the checkout
 * @param gitDir of it
 */
record Embedded(Path top, Path gitDir) {
  private static final int SHA_1 = 20;
  private static final int SHA_256 = 32;

  private static final Pattern COMMAND = Pattern.compile("(?m)^\\s*(exec|x)\\s");

  /** Of the checkout around a folder, a worktree or not; empty when it is in none. */
  static Optional<Embedded> around(Path folder) {
    for (Path top = folder; top != null; top = top.getParent()) {
      Path git = top.resolve(".git");
      if (Files.isDirectory(git)) {
        return Optional.of(new Embedded(top, git));
      }
      if (Files.exists(git)) {
        Path here = top;
        return Registrations.target(git)
            .filter(Files::isDirectory)
            .map(own -> new Embedded(here, own));
      }
    }
    return Optional.empty();
  }

  /** Where each of them says which repository it is: a folder or file named {@code .git}. */
  Set<Path> doors() {
    Set<Path> doors = new LinkedHashSet<>();
    IndexFile.read(gitDir.resolve("index"), isSha256() ? SHA_256 : SHA_1)
        .map(IndexFile::links)
        .orElse(List.of())
        .forEach(link -> door(link.path()).ifPresent(doors::add));
    return doors;
  }

  /** These, and the list of a rebase that runs commands. */
  Set<Path> all() {
    Set<Path> all = doors();
    todo().ifPresent(all::add);
    return all;
  }

  private Optional<Path> door(String path) {
    try {
      Path door = top.resolve(path).resolve(".git").normalize();
      return Optional.of(door)
          .filter(found -> found.startsWith(top))
          .filter(found -> Files.exists(found, LinkOption.NOFOLLOW_LINKS));
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  /** The list of an unfinished rebase, when it runs commands as it goes on. */
  Optional<Path> todo() {
    Path todo = gitDir.resolve("rebase-merge/git-rebase-todo");
    try {
      return Files.isRegularFile(todo) && COMMAND.matcher(Files.readString(todo)).find()
          ? Optional.of(todo)
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private boolean isSha256() {
    try {
      Path config = Reaches.commonDir(gitDir).resolve("config");
      return Files.readString(config).toLowerCase(java.util.Locale.ROOT).contains("sha256");
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** One in {@code .git/modules}, where no agent makes any. */
  private boolean isOfAModule(Path door) throws IOException {
    Path modules = gitDir.resolve("modules");
    Optional<Path> target =
        Files.isRegularFile(door, LinkOption.NOFOLLOW_LINKS)
            ? Registrations.target(door).filter(Files::isDirectory)
            : Optional.empty();
    return target.isPresent()
        && Files.isDirectory(modules)
        && target.get().toRealPath().startsWith(modules.toRealPath());
  }

  /**
   * Sees to it that no new one is taken for a repository.
   *
   * @return where what made it one is now
   */
  List<Path> setAside(Set<Path> known) throws IOException {
    List<Path> aside = new ArrayList<>();
    for (Path door : doors()) {
      if (!known.contains(door) && !isOfAModule(door)) {
        Path away = door.resolveSibling(".git.agentpool");
        aside.add(Files.move(door, away, StandardCopyOption.ATOMIC_MOVE));
      }
    }
    return aside;
  }
}
