package dev.agentpool.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * When two uses of a tool are the same permission: the same tool of the same provider, with the
 * same command, or the same files, and everything else the same that is not plainly about how the
 * command is described, or about what is written into the files.
 *
 * <p>INVARIANT: what is not known to be harmless makes another permission of it.
 */
final class Sameness {
  /** Of a tool that runs a command: words about it, and how long it may take. */
  private static final Set<String> OF_COMMANDS =
      Set.of("description", "reason", "justification", "timeout", "timeout_ms");

  /** Of a tool that works on files it names: what is put there, and what is read of it. */
  private static final Set<String> OF_FILES =
      Set.of(
          "description",
          "reason",
          "instruction",
          "content",
          "contents",
          "file_text",
          "new_source",
          "old_string",
          "new_string",
          "oldString",
          "newString",
          "old_str",
          "new_str",
          "edits",
          "changes",
          "diff",
          "replace_all",
          "replaceAll",
          "expected_replacements",
          "offset",
          "limit");

  /** Where a command runs: within the task's own directory it is meant from there. */
  private static final Set<String> PLACES = Set.of("cwd", "workdir", "working_directory");

  private Sameness() {}

  /**
   * What the same permission has in common, as plain JSON; of two others it differs.
   *
   * @param input of the tool, as plain JSON
   * @param directory where the task works
   */
  static Map<String, Object> of(Use use, Map<String, Object> input, Path directory) {
    Map<String, Object> rest = new TreeMap<>(input);
    rest.keySet().removeAll(free(use));
    rest.replaceAll((member, value) ->
        PLACES.contains(member) && value instanceof String place
            ? from(directory, place)
            : Use.PATHS.contains(member) ? Use.resolved(value, directory) : value);
    return Map.of("provider", use.provider(), "tool", use.tool(), "input", rest);
  }

  private static Set<String> free(Use use) {
    boolean anywhere = use.paths().stream().anyMatch(path -> path.getNameCount() == 0);
    if (use.command() != null) {
      return use.paths().isEmpty() ? OF_COMMANDS : Set.of();
    }
    return use.paths().isEmpty() || anywhere ? Set.of() : OF_FILES;
  }

  private static Object from(Path directory, String place) {
    try {
      Path there = directory.resolve(place).normalize();
      return there.startsWith(directory)
          ? List.of("here", directory.relativize(there).toString())
          : there.toString();
    } catch (InvalidPathException none) {
      return place;
    }
  }
}
