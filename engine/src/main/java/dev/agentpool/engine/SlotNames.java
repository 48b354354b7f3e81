package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What slots are called. Work may be given to one by its id or by the name that a person gave it;
 * work for a slot that nobody has is refused, since nothing would ever take it. Thread-safe.
 */
public final class SlotNames {
  private static final int MOST_SAID = 12;
  private final Node node;

  public SlotNames(Node node) {
    this.node = node;
  }

  /** The id of the slot that is meant; throws {@link Refused} when there is none, or several. */
  String resolve(PoolConfig pool, String named) {
    List<SlotConfig> slots = of(pool.id());
    if (slots.stream().anyMatch(slot -> slot.id().equals(named)) || isBeside(pool.id(), named)) {
      return named;
    }
    List<String> ids =
        slots.stream()
            .filter(slot -> named.equalsIgnoreCase(slot.name()))
            .map(SlotConfig::id)
            .toList();
    return switch (ids.size()) {
      case 1 -> ids.getFirst();
      case 0 -> throw unknown(pool, slots, named);
      default ->
          throw refused(
              "'"
                  + named
                  + "' is the name of several slots: say which by its id: "
                  + String.join(", ", ids));
    };
  }

  private List<SlotConfig> of(PoolId pool) {
    return node.config(pool).map(PoolConfig::slots).orElse(List.of());
  }

  private boolean isBeside(PoolId pool, String named) {
    return SlotName.of(named) instanceof SlotName.Beside
        && !(SlotName.of(named) instanceof SlotName.Session)
        && node.agentSlots(pool).stream().anyMatch(slot -> slot.id().equals(named));
  }

  private static Refused unknown(PoolConfig pool, List<SlotConfig> slots, String named) {
    if (SlotName.of(named) instanceof SlotName.Session) {
      return refused(
          named + " is the seat of a live session: speak to it with agentpool send " + named);
    }
    if (SlotName.of(named) instanceof SlotName.Agent(String agent)) {
      return refused(
          "there is no slot '"
              + named
              + "'; give an agent work by its name: agentpool agent invoke "
              + agent);
    }
    String nearest = nearest(slots, named);
    return refused(
        "pool "
            + pool.name()
            + " has no slot '"
            + named
            + "'"
            + (nearest == null ? "" : "; did you mean '" + nearest + "'?")
            + (slots.isEmpty() ? "; it has none" : "; it has " + said(slots)));
  }

  private static Refused refused(String message) {
    return new Refused(Refused.Kind.INVALID, "slot_not_found", message);
  }

  private static @Nullable String nearest(List<SlotConfig> slots, String named) {
    List<String> known = new ArrayList<>();
    for (SlotConfig slot : slots) {
      known.add(slot.id());
      if (slot.name() != null) {
        known.add(slot.name());
      }
    }
    String wanted = named.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(word -> distance(word, wanted) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(word -> distance(word, wanted)))
        .orElse(null);
  }

  private static int distance(String word, String wanted) {
    return Spelling.distance(word.toLowerCase(Locale.ROOT), wanted);
  }

  private static String said(List<SlotConfig> slots) {
    List<String> words = new ArrayList<>();
    for (SlotConfig slot : slots.subList(0, Math.min(MOST_SAID, slots.size()))) {
      words.add(slot.name() == null ? slot.id() : slot.id() + " (" + slot.name() + ")");
    }
    return String.join(", ", words) + (slots.size() > MOST_SAID ? ", …" : "");
  }
}
