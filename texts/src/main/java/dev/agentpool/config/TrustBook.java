package dev.agentpool.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/**
 * Whom a person trusts, as it is at the moment of each question: projects ({@code [trust] projects}
 * in {@code config.toml}), whose own {@code pool.toml}, skills and workflows may say what runs
 * commands; and contents, by hash, of the files by which a project would make an agent CLI run
 * commands ({@code trusted} beside it, written by {@code agentpool trust}). A file that changed has
 * another hash and is trusted no more. Thread-safe.
 */
public final class TrustBook {
  private final Home home;
  private final Stamped<List<Path>> projects;
  private final Stamped<Map<Path, Set<String>>> contents;
  private final ReentrantLock writing = new ReentrantLock();

  public TrustBook(Home home) {
    this.home = home;
    this.projects = new Stamped<>(home.config(), () -> projects(new TomlFile(home.config())));
    this.contents = new Stamped<>(home.trusted(), () -> read(home.trusted()));
  }

  /** Whether the user's file trusts a project with what runs commands. */
  public boolean trusts(Path project) {
    return projects.get().stream().anyMatch(path -> isProject(path, project));
  }

  /** The hashes of the contents that are trusted in a project. */
  public Set<String> contents(Path project) {
    return contents.get().getOrDefault(project, Set.of());
  }

  /** From now on this content of a project is trusted, and no other. */
  public void trust(Path project, String hash) {
    change(project, Set.of(hash));
  }

  /** Takes it back; whether there was anything to take. */
  public boolean revoke(Path project) {
    boolean was = !contents(project).isEmpty();
    change(project, Set.of());
    return was;
  }

  private void change(Path project, Set<String> hashes) {
    writing.lock();
    try {
      Map<Path, Set<String>> all = new LinkedHashMap<>(read(home.trusted()));
      all.put(project, hashes);
      StringBuilder text =
          new StringBuilder("# Written by 'agentpool trust': a content's hash, and its project.\n");
      all.forEach((path, its) ->
          its.forEach(hash -> text.append(hash).append(' ').append(path).append('\n')));
      Path fresh = Files.createTempFile(home.root(), "trusted", ".new");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.writeString(fresh, text);
      Files.move(fresh, home.trusted(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + home.trusted() + ": " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  private static Map<Path, Set<String>> read(Path file) {
    Map<Path, Set<String>> all = new LinkedHashMap<>();
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      for (String line : lines) {
        int space = line.indexOf(' ');
        if (space > 0 && !line.startsWith("#")) {
          all.computeIfAbsent(Path.of(line.substring(space + 1)), _ -> new LinkedHashSet<>())
              .add(line.substring(0, space));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** What {@code [trust]} of a file says; a wrong one is that file's problem. */
  static List<Path> projects(TomlFile file) {
    TomlTable trust = file.value(file.root(), "trust", TomlTable.class, "a table, as in [trust]");
    if (trust == null) {
      return List.of();
    }
    file.allowOnly(trust, " in [trust]", List.of("projects"));
    List<Path> projects = new ArrayList<>();
    for (String text : file.texts(trust, "projects", "a list of directories, in quotes")) {
      Path path = absolute(text);
      if (path == null) {
        file.problem(
            trust.inputPositionOf(List.of("projects")),
            "'" + text + "' is not an absolute directory: write it like /home/me/website");
      } else {
        projects.add(path);
      }
    }
    return List.copyOf(projects);
  }

  private static @Nullable Path absolute(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path.normalize() : null;
    } catch (InvalidPathException noPath) {
      return null;
    }
  }

  static boolean isProject(Path trusted, Path project) {
    return trusted.equals(project) || (Files.isDirectory(trusted) && samePlace(trusted, project));
  }

  private static boolean samePlace(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException gone) {
      return false;
    }
  }
}
