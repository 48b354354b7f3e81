package dev.agentpool.post;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.PoolLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is in an expert pool: roles, experts that its file names, experts that it shares with others,
 * and those who have nothing but a folder.
 */
public record Roster(ExpertPool pool, PoolLayout layout) {
  /** Empty for a name that nobody has. */
  public Optional<Expert> find(String name) {
    return ExpertName.of(name).filter(this::isThere).map(this::expert);
  }

  private boolean isThere(ExpertName name) {
    return pool.knows(name) || hasFolder(layout.place(name).knowledge());
  }

  private Expert expert(ExpertName name) {
    return new Expert(name, pool.place(layout, name), pool.settings(name));
  }

  /** Roles, the pool's own, the shared ones; then those found by their folder. */
  public List<Expert> all() {
    Set<ExpertName> names = new LinkedHashSet<>(pool.recipients());
    names.addAll(found());
    return names.stream().map(this::expert).toList();
  }

  /** All but the three roles. */
  public List<Expert> experts() {
    return all().stream().filter(expert -> expert.role().isEmpty()).toList();
  }

  private List<ExpertName> found() {
    List<ExpertName> names = new ArrayList<>();
    try (Stream<Path> folders = Files.list(layout.root().resolve("experts"))) {
      folders
          .filter(Roster::hasFolder)
          .map(folder -> ExpertName.of(String.valueOf(folder.getFileName())))
          .flatMap(Optional::stream)
          .filter(name -> name.role().isEmpty())
          .sorted()
          .forEach(names::add);
    } catch (IOException none) {
      return names;
    }
    return names;
  }

  private static boolean hasFolder(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /** What is said of a name that nobody has; with who may be meant. */
  public String nobody(String name) {
    List<String> names = all().stream().map(expert -> expert.name().value()).toList();
    return "inbox not available for recipient \""
        + Meant.shown(name)
        + "\": there is no such expert"
        + Meant.hint(name, names);
  }

  /** The same of who is asked about, and not written to. */
  public String unknown(String name) {
    return "there is no expert \""
        + Meant.shown(name)
        + "\""
        + Meant.hint(name, all().stream().map(expert -> expert.name().value()).toList());
  }
}
