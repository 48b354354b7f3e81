package dev.agentpool.knowledge.choice;

import java.util.List;
import java.util.Map;

/**
 * The knowledge in a prompt.
 *
 * @param text the sections with their headings, as they go into the prompt
 * @param seen of each section what of its file is in it, as it stands there
 * @param shown the keys of the entries that are in it
 * @param leftOut what is not, a section each that was cut
 */
public record Chosen(
    String text, Map<Section, String> seen, List<String> shown, List<LeftOut> leftOut) {
  /**
   * What a section is without.
   *
   * @param keys of the entries
   */
  public record LeftOut(String heading, List<String> keys, int bytes) {
    public LeftOut {
      keys = List.copyOf(keys);
    }
  }

  public Chosen {
    seen = Map.copyOf(seen);
    shown = List.copyOf(shown);
    leftOut = List.copyOf(leftOut);
  }
}
