package dev.agentpool.artifact;

import dev.agentpool.activity.LastScreens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of which holder lies on the disk: folders of artifacts, files of activity. */
final class KeptHolders {
  private static final String ACTIVITY = ".jsonl";

  private KeptHolders() {}

  /**
   * All that is of one holder.
   *
   * @param touched when something of it was written last
   */
  record Kept(String holder, List<Path> folders, long bytes, Instant touched) {}

  /** Those that were touched longest ago first. */
  static List<Kept> all(Path artifacts, Path activity) throws IOException {
    Map<String, Kept> all = new LinkedHashMap<>();
    for (Path file : entries(activity)) {
      String name = file.getFileName().toString();
      String kind = name.endsWith(LastScreens.FILE) ? LastScreens.FILE : ACTIVITY;
      if (name.endsWith(kind) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        String holder = name.substring(0, name.length() - kind.length());
        all.merge(
            holder, new Kept(holder, List.of(), sizes(file), touched(file)), KeptHolders::both);
      }
    }
    for (Path project : entries(artifacts)) {
      for (Path folder : entries(project)) {
        String holder = folder.getFileName().toString();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          Kept found = new Kept(holder, List.of(folder), sizes(folder), touched(folder));
          all.merge(holder, found, KeptHolders::both);
        }
      }
    }
    return all.values().stream().sorted(Comparator.comparing(Kept::touched)).toList();
  }

  private static Kept both(Kept one, Kept other) {
    List<Path> folders = new ArrayList<>(one.folders());
    folders.addAll(other.folders());
    Instant later = one.touched().isAfter(other.touched()) ? one.touched() : other.touched();
    return new Kept(one.holder(), folders, one.bytes() + other.bytes(), later);
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      List<Path> all = new ArrayList<>();
      entries.forEach(all::add);
      return all;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Instant touched(Path path) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  private static long sizes(Path root) throws IOException {
    long[] bytes = {0};
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0];
  }
}
