package dev.agentpool.answer;

import java.util.List;

/**
 * The pages that ship.
 *
 * @param pages in the order to read them
 */
public record GuideList(List<Entry> pages) {
  public GuideList {
    pages = List.copyOf(pages);
  }

  /** A page, without its text. */
  public record Entry(String name, String title, String description) {}
}
