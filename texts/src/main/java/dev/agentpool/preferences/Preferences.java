package dev.agentpool.preferences;

import dev.agentpool.config.Home;
import dev.agentpool.document.TextFile;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.guidance.Guidance;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * How a person wants work to be delegated: {@code preferences.md} in agentpool's home, or the
 * template that ships while there is none. It advises; nothing is refused because of it.
 *
 * @param usingDefaultTemplate whether there is no file of the person's
 * @param digest its first items, at most eight
 */
public record Preferences(
    Path path, boolean usingDefaultTemplate, List<String> digest, String text) {
  public static final String RESOURCE = "agentpool://preferences.md";

  /** What to do with it, for an agent. */
  public static final String READ_HINT =
      "read the whole text before you choose a provider or a model: agentpool preferences show, or"
          + " the MCP resource "
          + RESOURCE;

  private static final String TEMPLATE = "preferences";

  public Preferences {
    digest = List.copyOf(digest);
  }

  public static Path file(Home home) {
    return home.root().resolve("preferences.md");
  }

  /** The text for somebody who has none yet. */
  public static String template() {
    return Guidance.shipped().text(TEMPLATE);
  }

  /**
   * As they are now.
   *
   * @throws UnreadableDocument when there is a file and it cannot be read
   */
  public static Preferences of(Home home) throws UnreadableDocument {
    Path file = file(home);
    boolean none = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    String text = none ? template() : TextFile.read(file);
    return new Preferences(file, none, Digest.of(text), text);
  }
}
