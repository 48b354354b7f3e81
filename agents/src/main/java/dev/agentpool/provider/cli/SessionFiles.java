package dev.agentpool.provider.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files a session is given, in a folder that only this user can read; or, without a folder,
 * what they would say, for comparing.
 */
public final class SessionFiles {
  private final @Nullable Path folder;
  private final List<String> contents = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private final Map<Path, Path> links = new LinkedHashMap<>();

  /** Without a folder, that is null, nothing is written. */
  public SessionFiles(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Returns where it lies; a file that is there is replaced. */
  public String write(String name, String text) throws IOException {
    contents.add(name + "=" + text);
    if (folder == null) {
      return name;
    }
    Path file = folder.resolve(name);
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    written.add(file);
    return Files.writeString(file, text).toString();
  }

  /** A link to what lies elsewhere. */
  public void link(String name, Path target) throws IOException {
    contents.add(name + "->" + target);
    if (folder != null) {
      Path link = folder.resolve(name);
      Files.createDirectories(link.getParent());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, target);
      links.put(link, target);
    }
  }

  public String path(String name) {
    return folder == null ? name : folder.resolve(name).toString();
  }

  /** The files that lie there. */
  public List<Path> written() {
    return List.copyOf(written);
  }

  /** The links that lie there, and where they lead. */
  public Map<Path, Path> links() {
    return Map.copyOf(links);
  }

  /** What was written, or would have been. */
  public List<String> contents() {
    return contents;
  }
}
