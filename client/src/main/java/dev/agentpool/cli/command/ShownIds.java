package dev.agentpool.cli.command;

import dev.agentpool.cli.terminal.Terminal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How the ids of a list are shown: whole, or to a person as few of their digits as tell them apart,
 * which is what {@link TaskWords} understands. Immutable.
 */
public final class ShownIds {
  private static final int LEAST = 6;
  private final boolean isShort;
  private final Set<String> digits = new HashSet<>();

  /**
   * @param toPerson whether they stand on a terminal
   */
  public ShownIds(boolean toPerson, Collection<String> ids) {
    isShort = toPerson;
    ids.forEach(id -> digits.add(digits(id)));
  }

  /** As a list on this terminal shows them. */
  public static ShownIds on(Terminal terminal, Collection<String> ids) {
    return new ShownIds(terminal.isForGlance(), ids);
  }

  public String of(String id) {
    String own = digits(id);
    if (!isShort || !(id.startsWith("task-") || id.startsWith("chain-"))) {
      return id;
    }
    int length = Math.min(LEAST, own.length());
    while (length < own.length() && isOfSeveral(own.substring(0, length))) {
      length++;
    }
    String some = own.substring(0, length);
    return id.startsWith("task-") && length >= LEAST ? some : kind(id) + some;
  }

  private boolean isOfSeveral(String start) {
    return digits.stream().filter(other -> other.startsWith(start)).count() > 1;
  }

  private static String kind(String id) {
    return id.substring(0, id.indexOf('-') + 1);
  }

  private static String digits(String id) {
    return id.substring(id.indexOf('-') + 1);
  }
}
