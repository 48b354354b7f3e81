package dev.agentpool.guidance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pages that ship: Markdown of {@code docs/guidance} and {@code docs/setup-*.md}, which the
 * build puts beside the classes. Immutable; for any thread.
 */
public final class Guidance {
  private static final String ROOT = "/guidance/";
  private static final Guidance SHIPPED = new Guidance(read());
  private final List<Page> pages;

  private Guidance(List<Page> pages) {
    this.pages = List.copyOf(pages);
  }

  /**
   * A page.
   *
   * @param name its file's, without {@code .md}
   * @param title its first line, without {@code #}
   * @param description what it is for, in one line
   * @param text all of it
   */
  public record Page(String name, String title, String description, String text) {}

  public static Guidance shipped() {
    return SHIPPED;
  }

  /** In the order to read them. */
  public List<Page> pages() {
    return pages;
  }

  public Optional<Page> page(String name) {
    return pages.stream().filter(page -> page.name().equals(name)).findFirst();
  }

  /** The text of a page that this build must have. */
  public String text(String name) {
    return page(name)
        .map(Page::text)
        .orElseThrow(() -> new IllegalStateException("this build lacks the page " + name));
  }

  private static List<Page> read() {
    List<Page> pages = new ArrayList<>();
    for (String line : resource("index").lines().filter(line -> !line.isBlank()).toList()) {
      String[] cells = line.split("\t", 2);
      String text = resource(cells[0] + ".md");
      String first = text.lines().findFirst().orElse("");
      if (cells.length < 2 || !first.startsWith("# ")) {
        throw new IllegalStateException(
            "the page " + cells[0] + " needs a description, and a first line that begins with #");
      }
      pages.add(new Page(cells[0], first.substring(2).strip(), cells[1], text));
    }
    return pages;
  }

  private static String resource(String name) {
    try (InputStream in = Guidance.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + ROOT + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's resource " + ROOT + name, e);
    }
  }
}
