package dev.agentpool.node.session;

import dev.agentpool.config.Home;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that could not be taken over: their folders, each with the reason, where nothing touches
 * them again. The newest are kept for whoever wants to know what happened.
 */
public final class SetAside {
  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final String WHY = "why";
  private static final int MOST_WHY = 4_000;
  private static final int KEPT = 20;
  private static final Object MOVING = new Object();
  private final Path root;

  public SetAside(Home home) {
    this.root = home.state().resolve("sessions-aside");
  }

  /** A session and why it is here. */
  public record Aside(Path folder, Instant at, String why) {}

  /** Newest first. */
  public List<Aside> all() {
    List<Aside> found = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path folder : folders) {
        FileTime at = Files.getLastModifiedTime(folder);
        found.add(new Aside(folder, at.toInstant(), why(folder)));
      }
    } catch (IOException e) {
      LOG.warn("cannot list {}: {}", root, e.getMessage());
    }
    found.sort(Comparator.comparing(Aside::at).reversed());
    return found;
  }

  private static String why(Path folder) {
    try (InputStream in = Files.newInputStream(folder.resolve(WHY))) {
      return new String(in.readNBytes(MOST_WHY), StandardCharsets.UTF_8).strip();
    } catch (IOException none) {
      return "the reason was not written down";
    }
  }

  /** Moves a session's folder here; returns where it is now. */
  public Path put(Path folder, String why) throws IOException {
    synchronized (MOVING) {
      Files.createDirectories(root);
      try {
        Files.writeString(folder.resolve(WHY), why + "\n");
      } catch (IOException full) {
        LOG.warn("the reason cannot be written into {}: {}", folder, full.getMessage());
      }
      Path to = root.resolve(folder.getFileName());
      if (Files.exists(to)) {
        new SessionFolders(root).delete(to);
      }
      Files.move(folder, to, StandardCopyOption.ATOMIC_MOVE);
      all().stream().skip(KEPT).forEach(old -> new SessionFolders(root).delete(old.folder()));
      return to;
    }
  }
}
