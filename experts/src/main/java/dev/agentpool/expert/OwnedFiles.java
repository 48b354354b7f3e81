package dev.agentpool.expert;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/**
 * Which files are whose to change: {@code owns} of the experts. What nobody owns is everybody's;
 * what somebody owns is for those who own it.
 */
public final class OwnedFiles {
  private final SortedMap<ExpertName, List<PathMatcher>> owners;

  private OwnedFiles(SortedMap<ExpertName, List<PathMatcher>> owners) {
    this.owners = owners;
  }

  /** A pattern that is none matches only the file of its own name. */
  public static OwnedFiles of(ExpertPool pool) {
    SortedMap<ExpertName, List<PathMatcher>> owners = new TreeMap<>();
    pool.experts()
        .forEach((name, settings) -> {
          if (!settings.owns().isEmpty()) {
            owners.put(name, settings.owns().stream().map(OwnedFiles::matcher).toList());
          }
        });
    return new OwnedFiles(owners);
  }

  /** A folder may be written without the slash at its end. */
  private static PathMatcher matcher(String written) {
    String pattern = written.startsWith("./") ? written.substring(2) : written;
    String glob = pattern.endsWith("/") ? pattern + "**" : pattern;
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      return path -> matcher.matches(path) || path.startsWith(pattern);
    } catch (PatternSyntaxException noGlob) {
      return path -> path.toString().equals(pattern);
    }
  }

  /** Why one may not change a file; empty when they may. Files outside the project are nobody's. */
  public Optional<String> denied(ExpertName who, Path project, Path file) {
    Path root = project.toAbsolutePath().normalize();
    Path full = root.resolve(file).normalize();
    if (!full.startsWith(root)) {
      return Optional.empty();
    }
    Path below = root.relativize(full);
    List<ExpertName> theirs = owners(below);
    return theirs.isEmpty() || theirs.contains(who)
        ? Optional.empty()
        : Optional.of(
            below
                + " belongs to "
                + String.join(", ", theirs.stream().map(ExpertName::value).toList())
                + "; ask by mail for the change");
  }

  /** Who owns a file; its path is relative to the project. */
  public List<ExpertName> owners(Path below) {
    return owners.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(pattern -> pattern.matches(below)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The same of a file that is not named: it may be anybody's. */
  public Optional<String> unnamed(ExpertName who) {
    List<String> others =
        owners.keySet().stream().filter(name -> !name.equals(who)).map(ExpertName::value).toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "a file that is not named may belong to "
                + String.join(", ", others)
                + "; ask by mail for the change");
  }
}
