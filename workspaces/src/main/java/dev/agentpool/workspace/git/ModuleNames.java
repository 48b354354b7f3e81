package dev.agentpool.workspace.git;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which name a submodule's folder has in {@code .gitmodules} of a commit. Whoever wrote that file
 * is not trusted: only names and paths are read of it, and those that could lead out of their
 * folder are as if they were not there.
 *
 * @param byPath names by path
 */
record ModuleNames(Map<String, String> byPath) {
  static final ModuleNames NONE = new ModuleNames(Map.of());

  private static final String SECTION = "submodule.";
  private static final String PATH = ".path";

  ModuleNames {
    byPath = Map.copyOf(byPath);
  }

  static ModuleNames of(GitPlace place, String commit) {
    GitResult said =
        place.run("config", "--no-includes", "--blob", commit + ":.gitmodules", "--list", "-z");
    return said.ok() ? parse(said.out()) : NONE;
  }

  /** Key LF value NUL, again and again. */
  static ModuleNames parse(String out) {
    Map<String, String> found = new HashMap<>();
    for (String entry : out.split("\0")) {
      int end = entry.indexOf('\n');
      String key = end < 0 ? "" : entry.substring(0, end);
      if (key.startsWith(SECTION)
          && key.endsWith(PATH)
          && key.length() > SECTION.length() + PATH.length()) {
        String name = key.substring(SECTION.length(), key.length() - PATH.length());
        String path = entry.substring(end + 1);
        if (staysInside(name) && staysInside(path)) {
          found.putIfAbsent(path, name);
        }
      }
    }
    return new ModuleNames(found);
  }

  Optional<String> of(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** A relative path that goes nowhere else, and into no git directory. */
  static boolean staysInside(String path) {
    return !path.isEmpty()
        && path.length() < 1000
        && !path.startsWith("-")
        && path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
        && List.of(path.split("/", -1)).stream()
            .noneMatch(part ->
                part.isEmpty()
                    || part.equals(".")
                    || part.equals("..")
                    || part.equalsIgnoreCase(".git"));
  }
}
