package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is the user's and that agentpool writes once. One that is there stays unless it is to
 * be replaced; then what it was is kept beside it.
 */
public record OwnFile(Path path) {
  /**
   * What came of it.
   *
   * @param backup null when none was needed
   * @param reason why nothing changed; null when something did
   */
  public record Ensured(boolean changed, @Nullable Path backup, @Nullable String reason) {
    public JsonObject into(JsonObject told) {
      return told.put("changed", changed)
          .put("backup_path", backup == null ? null : backup.toString())
          .put("reason", reason);
    }
  }

  public boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Where what is there now would be kept. */
  public Path backup() {
    return path.resolveSibling(path.getFileName() + ".bak");
  }

  /**
   * Refused when it is there and no file of its own: a folder, or a link, which leads elsewhere.
   */
  public Ensured ensure(String text, boolean replace) {
    if (exists() && !replace) {
      return new Ensured(false, null, path + " is there already; --force replaces it");
    }
    if (exists() && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw CliException.usage(
          path
              + (Files.isSymbolicLink(path)
                  ? " is a link, and what it leads to may be somebody else's: name that file itself"
                  : " is no file")
              + " (--path says where to write)");
    }
    Path beside = null;
    Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
    try {
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(fresh, text);
      if (exists()) {
        beside = backup();
        Files.copy(path, beside, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new Ensured(true, beside, null);
    } catch (IOException e) {
      throw CliException.machine("cannot write " + path + ": " + e);
    }
  }

  /** What {@link #ensure} would do. */
  public JsonObject plan(boolean replace) {
    boolean would = replace || !exists();
    boolean backs = exists() && replace;
    return Json.object()
        .put("dry_run", true)
        .put("changed", false)
        .put("path", path.toString())
        .put("exists", exists())
        .put("would_write", would)
        .put("would_backup", backs)
        .put("backup_path", backs ? backup().toString() : null);
  }
}
