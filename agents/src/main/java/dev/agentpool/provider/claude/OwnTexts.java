package dev.agentpool.provider.claude;

import dev.agentpool.provider.cli.SessionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The texts of one owner of Claude Code's configuration (a project or a user), handed to a session
 * without the settings beside them: skills, commands and agents as a plugin of ours that names the
 * owner, each cut down to what is only text ({@link FrontMatter}); and instructions. The CLI reads
 * texts by itself only together with their owner's settings, which run commands.
 */
final class OwnTexts {
  private static final int MOST_FILES = 500;
  private static final int DEPTH = 4;
  private final String owner;
  private final Path boundary;
  private final Path claude;

  /**
   * @param owner the plugin's name: its skills are called by it, as in {@code project:deploy}
   * @param boundary what a link may not lead out of
   * @param claude the folder with {@code skills}, {@code commands}, {@code agents}
   */
  OwnTexts(String owner, Path boundary, Path claude) {
    this.owner = owner;
    this.boundary = boundary;
    this.claude = claude;
  }

  /** Writes the plugin; returns the names of what is in it, none when there is nothing. */
  List<String> plugin(SessionFiles files) throws IOException {
    List<String> names = new ArrayList<>();
    skills(files, names);
    documents("commands", files, names);
    documents("agents", files, names);
    if (!names.isEmpty()) {
      files.write(
          owner + "/.claude-plugin/plugin.json",
          "{\"name\":\""
              + owner
              + "\",\"version\":\"0\",\"description\":\"texts of the "
              + owner
              + "\"}");
    }
    return names;
  }

  private void skills(SessionFiles files, List<String> names) throws IOException {
    for (Path folder : list(claude.resolve("skills"))) {
      Path skill = folder.resolve("SKILL.md");
      if (names.size() < MOST_FILES && isInside(skill)) {
        String name = String.valueOf(folder.getFileName());
        String there = owner + "/skills/" + name + "/";
        files.write(there + "SKILL.md", harmless(skill));
        for (Path beside : list(folder)) {
          if (!beside.equals(skill)) {
            files.link(there + beside.getFileName(), beside);
          }
        }
        names.add("skill " + owner + ":" + name);
      }
    }
  }

  private void documents(String kind, SessionFiles files, List<String> names) throws IOException {
    Path folder = claude.resolve(kind);
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
      found = walk.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (java.io.UncheckedIOException unreadable) {
      return;
    }
    for (Path file : found) {
      if (names.size() < MOST_FILES && isInside(file)) {
        files.write(owner + "/" + kind + "/" + folder.relativize(file), harmless(file));
        names.add(kind.substring(0, kind.length() - 1) + " " + owner + ":" + bare(file));
      }
    }
  }

  private static String bare(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.md$", "");
  }

  private static String harmless(Path file) {
    return FrontMatter.of(SmallFile.text(file).orElse("")).harmless();
  }

  /** The first of these files that is there, with what it imports in its place. */
  String instructions(Path... candidates) {
    for (Path candidate : candidates) {
      if (isInside(candidate)) {
        return imported(candidate, 0);
      }
    }
    return "";
  }

  private String imported(Path file, int depth) {
    StringBuilder text = new StringBuilder();
    for (String line : SmallFile.text(file).orElse("").lines().toList()) {
      Path named = depth < DEPTH && line.startsWith("@") ? resolve(file, line.substring(1)) : null;
      text.append(named == null ? line : imported(named, depth + 1)).append('\n');
    }
    return text.toString();
  }

  private @org.jspecify.annotations.Nullable Path resolve(Path file, String name) {
    try {
      String home = System.getProperty("user.home");
      Path named =
          name.startsWith("~/")
              ? Path.of(home, name.substring(2))
              : file.resolveSibling(name.strip());
      return isInside(named) ? named : null;
    } catch (InvalidPathException noPath) {
      return null;
    }
  }

  private boolean isInside(Path file) {
    try {
      return Files.isRegularFile(file) && file.toRealPath().startsWith(boundary.toRealPath());
    } catch (IOException gone) {
      return false;
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().limit(MOST_FILES).toList();
    }
  }
}
