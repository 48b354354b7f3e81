package dev.agentpool.post;

import dev.agentpool.settings.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who or what may be meant by a name that nothing has. */
public final class Meant {
  private static final int MOST = 20;
  private static final int LONGEST = 200;

  private Meant() {}

  /** The known name that is nearest to it, if one is near. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String asked = shown(name);
    return known.stream()
        .filter(other -> Spelling.distance(other, asked) <= Math.max(2, asked.length() / 3))
        .min(Comparator.comparingInt(other -> Spelling.distance(other, asked)));
  }

  /** What goes behind a refusal: which one may be meant, or which ones there are. */
  public static String hint(String name, Collection<String> known) {
    Optional<String> near = nearest(name, known);
    if (near.isPresent()) {
      return "; did you mean \"" + near.get() + "\"?";
    }
    return choice(known);
  }

  /** Which ones there are, as it goes behind a refusal. */
  static String choice(Collection<String> known) {
    List<String> some = known.stream().limit(MOST).toList();
    return some.isEmpty()
        ? "; there is none"
        : "; there are "
            + String.join(", ", some)
            + (known.size() > MOST ? " and " + (known.size() - MOST) + " more" : "");
  }

  /** A name as a message quotes it: a very long one is cut. */
  public static String shown(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
  }
}
