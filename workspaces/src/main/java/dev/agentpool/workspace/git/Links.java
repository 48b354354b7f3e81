package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Links to commits of submodules that a merge would bring: each must be a commit that the project's
 * own repository of the submodule has, or whoever takes the merge finds nothing behind it.
 */
final class Links {
  private Links() {}

  /**
   * @param kept the pool's folder of what git could not keep, where the commit may be
   * @return the submodules that the merge moves
   */
  static Set<String> requireReachable(
      Repository project, Path kept, String head, String merged, String branch) {
    Map<String, String> moved = moved(project.place(), head, merged);
    if (moved.isEmpty()) {
      return Set.of();
    }
    ModuleNames names = ModuleNames.of(project.place(), merged);
    moved.forEach((path, commit) -> {
      Optional<ModuleHome> home =
          names.of(path).flatMap(name -> ModuleHome.of(project, name, path));
      if (home.isEmpty() || !home.get().has(commit)) {
        throw unreachable(project, branch, path, commit, find(project, kept, branch, commit));
      }
    });
    return moved.keySet();
  }

  /** What is to be done after the merge. */
  static List<String> told(Set<String> links) {
    return links.isEmpty()
        ? List.of()
        : List.of(
            "the merge moved submodules: "
                + FileNames.list(links)
                + "; their files follow with 'git submodule update'");
  }

  /** New commits by path: {@code :OLDMODE NEWMODE OLD NEW STATUS NUL PATH NUL}. */
  private static Map<String, String> moved(GitPlace place, String head, String merged) {
    Map<String, String> moved = new LinkedHashMap<>();
    String[] parts =
        place
            .must(
                "diff-tree", "-r", "--raw", "--no-renames", "--no-abbrev", "-z", head, merged, "--")
            .out()
            .split("\0");
    for (int i = 0; i + 1 < parts.length; i += 2) {
      String[] words = parts[i].split(" ");
      if (words.length > 3 && words[1].equals("160000")) {
        moved.put(parts[i + 1], words[3]);
      }
    }
    return moved;
  }

  private static WorkspaceException unreachable(
      Repository project, String branch, String path, String commit, Optional<Path> at) {
    return WorkspaceException.ofTask(
        "cannot merge "
            + branch
            + ": it links the submodule "
            + path
            + " to commit "
            + commit
            + ", which the project's own repository of it does not have; nothing was changed and"
            + " the branch stays. "
            + at.map(found ->
                    "The commit is in "
                        + found
                        + ": 'git submodule update --init "
                        + path
                        + "', then 'git -C "
                        + project.top().resolve(path)
                        + " fetch "
                        + found
                        + " "
                        + commit
                        + ":refs/heads/"
                        + branch
                        + "', and merge again")
                .orElse(
                    "When it comes from where the submodule comes from, 'git submodule update"
                        + " --init "
                        + path
                        + "' and 'git -C "
                        + path
                        + " fetch' bring it, then merge again"));
  }

  /** A repository among what was put aside of the task, which has the commit. */
  private static Optional<Path> find(Repository project, Path kept, String branch, String commit) {
    String task =
        branch.replaceFirst("^agentpool/", "").replaceFirst("^(task-[0-9a-f]+)-\\d+$", "$1");
    try (Stream<Path> entries = Files.list(kept.resolve(task))) {
      return entries
          .flatMap(entry -> Stream.of(entry, entry.resolve(".git")))
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .filter(entry -> ModuleHome.at(project.place().git(), entry).has(commit))
          .findFirst();
    } catch (IOException | RuntimeException none) {
      return Optional.empty();
    }
  }
}
