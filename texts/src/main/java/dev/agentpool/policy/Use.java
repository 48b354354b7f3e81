package dev.agentpool.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A use of a tool that an agent asks for, by what rules look at.
 *
 * @param tool as the agent calls it
 * @param command of a tool that runs one; null for others
 * @param paths the files it names, absolute, with links resolved as far as they exist
 */
public record Use(String provider, String tool, @Nullable String command, List<Path> paths) {
  /** Members under which tools of the CLIs name their command. */
  private static final List<String> COMMANDS = List.of("command", "cmd", "script");

  /** Members under which they name their files. */
  static final List<String> PATHS =
      List.of("file_path", "path", "notebook_path", "absolute_path", "filePath", "target_file");

  public Use {
    paths = List.copyOf(paths);
  }

  /**
   * @param input of the tool, as plain JSON
   * @param directory that relative paths are meant from
   */
  public static Use of(String provider, String tool, Map<String, Object> input, Path directory) {
    return new Use(provider, tool, command(input), paths(input, directory));
  }

  /**
   * What all uses have in common that are the same permission as this one, as plain JSON; of two
   * others it differs.
   *
   * @param input of the tool, as plain JSON
   * @param directory where the task works
   */
  public Map<String, Object> same(Map<String, Object> input, Path directory) {
    return Sameness.of(this, input, directory);
  }

  private static @Nullable String command(Map<String, Object> input) {
    for (String member : COMMANDS) {
      Object value = input.get(member);
      if (value instanceof String text) {
        return text;
      }
      if (value instanceof List<?> words) {
        return String.join(" ", words.stream().map(String::valueOf).toList());
      }
    }
    return null;
  }

  private static List<Path> paths(Map<String, Object> input, Path directory) {
    List<Path> paths = new ArrayList<>();
    for (String member : PATHS) {
      Object value = input.get(member);
      for (Object each : value instanceof List<?> several ? several : Arrays.asList(value)) {
        if (each instanceof String text && !text.isBlank()) {
          paths.add(path(text, directory));
        }
      }
    }
    return paths;
  }

  /** A value of such a member, with its files as rules see them; what is no file stays. */
  static Object resolved(Object value, Path directory) {
    if (value instanceof List<?> several) {
      return several.stream().map(each -> resolved(each, directory)).toList();
    }
    return value instanceof String text && !text.isBlank()
        ? path(text, directory).toString()
        : value;
  }

  private static Path path(String text, Path directory) {
    try {
      return real(directory.resolve(text).toAbsolutePath().normalize());
    } catch (InvalidPathException none) {
      return Path.of("/");
    }
  }

  /** Where it really lies, or would: links in what is there of it are followed. */
  private static Path real(Path path) {
    Path there = path;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return path;
    }
    try {
      return there.toRealPath().resolve(there.relativize(path)).normalize();
    } catch (IOException unreadable) {
      return path;
    }
  }
}
