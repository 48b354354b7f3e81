package dev.agentpool.knowledge.markdown;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two changes of one text, taken together piece by piece: what the one took away goes, what it
 * added comes, and what the other did meanwhile stays. Where both changed the same piece, both of
 * their pieces are there: nothing is lost, and nobody has to be asked.
 */
public final class Merge {
  private Merge() {}

  /**
   * @param base what the writer had seen
   * @param ours what the writer made of it
   * @param theirs what it has become meanwhile
   */
  public static String of(String base, String ours, String theirs) {
    if (theirs.equals(base) || theirs.equals(ours)) {
      return ours;
    }
    if (ours.equals(base)) {
      return theirs;
    }
    List<Block> was = Blocks.of(base);
    List<Block> wanted = Blocks.of(ours);
    List<Block> result = new ArrayList<>(Blocks.of(theirs));
    Map<String, Integer> gone = counts(was);
    wanted.forEach(block -> gone.merge(block.key(), -1, Integer::sum));
    result.removeIf(block -> take(gone, block.key()));
    Map<String, Integer> there = counts(was);
    Map<String, Integer> brought = counts(result);
    was.forEach(
        block -> brought.merge(block.key(), -1, Integer::sum)); // what they added themselves
    int at = 0;
    for (Block block : wanted) {
      boolean known = take(there, block.key()) || take(brought, block.key());
      if (known) {
        int found = find(result, block.key(), at);
        at = found < 0 ? at : found + 1;
      } else {
        result.add(at++, block);
      }
    }
    return Blocks.text(result);
  }

  private static Map<String, Integer> counts(List<Block> blocks) {
    Map<String, Integer> counts = new HashMap<>();
    blocks.forEach(block -> counts.merge(block.key(), 1, Integer::sum));
    return counts;
  }

  /** Takes one of these, if there is one. */
  private static boolean take(Map<String, Integer> counts, String key) {
    int left = counts.getOrDefault(key, 0);
    if (left > 0) {
      counts.put(key, left - 1);
    }
    return left > 0;
  }

  private static int find(List<Block> blocks, String key, int from) {
    for (int i = from; i < blocks.size(); i++) {
      if (blocks.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
