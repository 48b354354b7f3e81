package dev.agentpool.activity;

import dev.agentpool.keep.KeptTexts;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last screen of each agent that is spoken with by its terminal, as it was when a turn ended,
 * its process was let go, or somebody looked. Without secrets. Thread-safe.
 */
public final class LastScreens {
  /** What a file of one is called behind its holder's id. */
  public static final String FILE = ".screen";

  private static final Logger LOG = LoggerFactory.getLogger(LastScreens.class);
  private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST = 1 << 20;
  private final Path folder;
  private final KeptTexts kept;

  LastScreens(Path folder, KeptTexts kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /** What its terminal shows now, if it has one that still answers, is what its holder left. */
  public void keep(String holder, AgentSession session) {
    session
        .terminal()
        .ifPresent(terminal -> {
          try {
            keep(holder, terminal.screen(PATIENCE));
          } catch (ProviderException | IllegalStateException gone) {
            LOG.debug("the screen of {} cannot be read: {}", holder, gone.getMessage());
          }
        });
  }

  /** A blank one says nothing, and replaces none. */
  public void keep(String holder, Screen screen) {
    String text = kept.over(screen.text());
    if (text.isBlank() || !HOLDER.matcher(holder).matches()) {
      return;
    }
    Path file = folder.resolve(holder + FILE);
    Path next = folder.resolve("." + holder + FILE + ".new");
    try {
      Files.deleteIfExists(next);
      Files.writeString(next, text.stripTrailing() + "\n", StandardOpenOption.CREATE_NEW);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}", file, e.getMessage());
    }
  }

  /** Empty for a holder without a terminal, or of which none was seen. */
  public Optional<String> of(String holder) {
    Path file = folder.resolve(holder + FILE);
    if (!HOLDER.matcher(holder).matches()
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Files.size(file) > MOST ? Optional.empty() : Optional.of(Files.readString(file));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  void remove(String holder) throws IOException {
    if (HOLDER.matcher(holder).matches()) {
      Files.deleteIfExists(folder.resolve(holder + FILE));
    }
  }
}
