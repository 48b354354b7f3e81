package dev.agentpool.knowledge.account;

import dev.agentpool.knowledge.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What waits for a person's word. Its number is one of its own place: a shared expert has two.
 *
 * @param isOfProject whether a shared expert would know it of this pool's project alone
 */
public record KnownWaiting(Waiting wish, boolean isOfProject) {
  /** The lines that it would bring. */
  public List<String> adds() {
    return without(wish.text(), wish.base());
  }

  /** The lines that it would take out. */
  public List<String> removes() {
    return without(wish.base(), wish.text());
  }

  private static List<String> without(String text, String other) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    lines.removeAll(new HashSet<>(other.lines().toList()));
    return List.copyOf(lines);
  }
}
