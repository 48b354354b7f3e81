package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Fills the folders of submodules from the project's own repositories of them, without {@code git
 * submodule}: of {@code .gitmodules} only names and paths are read, never an address or a command,
 * and a folder is filled only where no link leads elsewhere.
 */
final class ModuleFill {
  private static final int DEPTH = 8;

  private final Git git;
  private final Repository project;
  private final List<String> left = new ArrayList<>();

  ModuleFill(Git git, Repository project) {
    this.git = git;
    this.project = project;
  }

  /**
   * @return the folders that stay empty
   */
  List<String> fill(WorkTree tree) {
    fill(tree, "", (name, path) -> ModuleHome.of(project, name, path), DEPTH);
    return List.copyOf(left);
  }

  private void fill(
      WorkTree tree,
      String above,
      BiFunction<String, String, Optional<ModuleHome>> homes,
      int depth) {
    List<IndexFile.Link> links = tree.index().links();
    ModuleNames names = links.isEmpty() ? ModuleNames.NONE : ModuleNames.of(tree.place(), "HEAD");
    for (IndexFile.Link link : links) {
      Optional<String> name = names.of(link.path());
      Optional<ModuleHome> home =
          depth == 0 ? Optional.empty() : name.flatMap(known -> homes.apply(known, link.path()));
      Optional<WorkTree> filled = home.flatMap(from -> fill(tree, link, name.orElseThrow(), from));
      if (filled.isEmpty()) {
        left.add(above + link.path());
      } else {
        fill(
            filled.get(),
            above + link.path() + "/",
            (inner, path) -> home.orElseThrow().within(inner),
            depth - 1);
      }
    }
  }

  private Optional<WorkTree> fill(
      WorkTree tree, IndexFile.Link link, String name, ModuleHome home) {
    Path directory = tree.directory().resolve(link.path());
    Path gitDir = tree.gitDir().resolve("modules").resolve(name);
    if (!home.has(link.commit())
        || !isEmptyAndReal(tree.directory(), link.path())
        || !isFree(tree.gitDir().resolve("modules"), name)) {
      return Optional.empty();
    }
    try (TakeBack taken = new TakeBack()) {
      taken.with(() -> Trees.deleteIfThere(gitDir));
      taken.with(() -> Files.createDirectories(directory));
      taken.with(() -> Trees.deleteIfThere(directory));
      Files.createDirectories(gitDir.resolveSibling("."));
      if (!cloned(home, gitDir, directory)) {
        return Optional.empty();
      }
      WorkTree filled = tree.inside(gitDir, directory);
      TaskClones.copySettings(home.place(), home.gitDir(), filled);
      if (!filled.place().run("checkout", "-q", "-f", "--detach", link.commit(), "--").ok()) {
        return Optional.empty();
      }
      taken.keep();
      return Optional.of(filled);
    } catch (IOException | WorkspaceException e) {
      return Optional.empty(); // it is said that the folder is empty
    }
  }

  private boolean cloned(ModuleHome home, Path gitDir, Path directory) {
    return git.run(
            List.of(
                "-c",
                "protocol.file.allow=always",
                "clone",
                "-q",
                "--local",
                "--no-checkout",
                "--separate-git-dir=" + gitDir,
                "--",
                home.gitDir().toString(),
                directory.toString()),
            "")
        .ok();
  }

  private static boolean isEmptyAndReal(Path root, String path) {
    Path directory = root;
    for (String part : path.split("/")) {
      directory = directory.resolve(part);
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    String[] files = directory.toFile().list();
    return files != null && files.length == 0;
  }

  /** Nothing there yet, and no other submodule's repository around it. */
  private static boolean isFree(Path modules, String name) {
    Path at = modules;
    for (String part : name.split("/")) {
      at = at.resolve(part);
      boolean isRepository = Files.exists(at.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS);
      if (isRepository || Files.isSymbolicLink(at)) {
        return false;
      }
    }
    return !Files.exists(at, LinkOption.NOFOLLOW_LINKS);
  }
}
