package dev.agentpool.provider.cli;

import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder that a CLI writes in. Behind walls a session has one of its own in memory, in which it
 * finds of the user's what is named here.
 *
 * @param variable that names the folder above it, when it is set; empty for none
 * @param above the folder above it in the user's home, when it is not
 * @param name within that
 * @param shown what is seen and stays as it is, since the user's next session runs or believes it;
 *     {@link #ALL} for everything
 * @param written what is written for good: conversations, and log-ins that are renewed; a folder,
 *     which is made, ends in a slash
 */
public record KeptFolder(
    String variable, String above, String name, List<String> shown, List<String> written) {
  /** Everything that is there. */
  public static final List<String> ALL = List.of("*");

  public KeptFolder {
    shown = List.copyOf(shown);
    written = List.copyOf(written);
  }

  /** As a table of data says. */
  public static KeptFolder of(DataTable one) {
    one.only(Set.of("variable", "above", "name", "shows", "writes"));
    String name = one.text("name");
    boolean itself = name.equals(".");
    return new KeptFolder(
        one.text("variable"),
        one.text("above"),
        !itself && (name.isBlank() || name.contains(".."))
            ? one.wrong("name", "a folder", ".unnamed")
            : itself ? "" : name,
        one.texts("shows"),
        one.texts("writes"));
  }

  private boolean shows(String entry) {
    return shown.equals(ALL) || shown.contains(entry);
  }

  /** Makes it, as the CLI would. */
  public void make(Map<String, String> environment) throws IOException {
    Path folder = Files.createDirectories(folder(environment));
    for (String inner : written) {
      if (inner.endsWith("/")) {
        Files.createDirectories(folder.resolve(inner));
      }
    }
  }

  /** Lets a session see it behind a wall. */
  public void lay(Layout layout, Map<String, String> environment) throws IOException {
    Path folder = folder(environment);
    layout.scratch(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (shows(entry.getFileName().toString())) {
          layout.fixed(entry);
        }
      }
    }
    for (String inner : written) {
      layout.writable(folder.resolve(inner));
    }
  }

  private Path folder(Map<String, String> environment) {
    String named = environment.getOrDefault(variable, "");
    Path found =
        named.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), above) : Path.of(named);
    return found.resolve(name);
  }
}
