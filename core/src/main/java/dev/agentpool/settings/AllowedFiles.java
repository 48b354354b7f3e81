package dev.agentpool.settings;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * The only files that an agent is to change: files, folders with all that is in them, and patterns
 * as in {@code src/**&#47;*.java}. All are meant from the directory where it works.
 */
public record AllowedFiles(List<String> patterns) {
  private static final int MOST = 200;
  private static final int LONGEST = 1_000;

  /** Throws {@link IllegalArgumentException} for what can be no file within a directory. */
  public AllowedFiles {
    patterns = patterns.stream().map(AllowedFiles::checked).toList();
    if (patterns.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " files");
    }
  }

  private static String checked(String pattern) {
    String file = pattern.strip();
    while (file.endsWith("/") && file.length() > 1) {
      file = file.substring(0, file.length() - 1);
    }
    try {
      if (file.isEmpty() || file.length() > LONGEST) {
        throw new IllegalArgumentException("a file has 1 to " + LONGEST + " characters");
      }
      FileSystems.getDefault().getPathMatcher("glob:" + file);
      Path path = Path.of(file).normalize();
      if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
        throw new IllegalArgumentException("'" + file + "' is not within the project");
      }
      return path.toString();
    } catch (InvalidPathException | PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "'" + file + "' is no path or pattern: " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Whether this file may be changed.
   *
   * @param file from the directory where the agent works; one outside of it may not
   */
  public boolean allows(Path file) {
    Path inside = file.normalize();
    return !inside.isAbsolute()
        && !inside.startsWith("..")
        && patterns.stream().anyMatch(pattern -> isMeant(pattern, inside));
  }

  /** By its own name, or by a folder's that it is in. */
  private static boolean isMeant(String pattern, Path file) {
    if (file.startsWith(Path.of(pattern))) {
      return true;
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    for (Path at = file; at != null; at = at.getParent()) {
      if (matcher.matches(at)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return String.join(", ", patterns);
  }
}
