package dev.agentpool.route;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller knows about the work (spec slot-pool 8.7).
 *
 * @param maxParallel the most pieces at once, 1 or more; enforced by {@link Normalisation}
 * @param maxChainSteps the most steps of a chain, 1 or more; enforced likewise
 * @param prefer what to choose in doubt; advice to the router
 * @param domain the kind of work; advice
 * @param decompositionHints where the work falls into pieces; advice
 */
public record Hints(
    @Nullable Integer maxParallel,
    @Nullable Integer maxChainSteps,
    @Nullable Prefer prefer,
    @Nullable String domain,
    List<String> decompositionHints) {

  public static final Hints NONE = new Hints(null, null, null, null, List.of());

  /** What to choose in doubt. */
  public enum Prefer {
    SINGLE,
    PARALLEL,
    CHAIN;

    /** For instance {@code prefer_single}. */
    public String wireName() {
      return "prefer_" + name().toLowerCase(Locale.ROOT);
    }

    /** Also without {@code prefer_}; empty for anything else, which is no error. */
    static Optional<Prefer> named(String text) {
      String name = text.strip().toLowerCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(prefer ->
              prefer.wireName().equals(name) || prefer.wireName().equals("prefer_" + name))
          .findFirst();
    }
  }

  public Hints {
    decompositionHints = List.copyOf(decompositionHints);
    checkCap("max_parallel", maxParallel);
    checkCap("max_chain_steps", maxChainSteps);
  }

  private static void checkCap(String name, @Nullable Integer cap) {
    if (cap != null && cap < 1) {
      throw new InvalidRoute(name + " must be a whole number of 1 or more, not " + cap);
    }
  }

  /**
   * Reads them as JSON delivers them; a null counts as absent, other keys are the caller's own.
   * Throws {@link InvalidRoute} for a value of the wrong type; an unknown {@code prefer} is
   * ignored.
   */
  public static Hints read(Map<String, ?> plain) {
    String prefer = text(plain, "prefer");
    return new Hints(
        cap(plain, "max_parallel"),
        cap(plain, "max_chain_steps"),
        prefer == null ? null : Prefer.named(prefer).orElse(null),
        text(plain, "domain"),
        texts(plain, "decomposition_hints"));
  }

  /** As {@link #read} reads it, without what is absent. */
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (maxParallel != null) {
      plain.put("max_parallel", maxParallel);
    }
    if (maxChainSteps != null) {
      plain.put("max_chain_steps", maxChainSteps);
    }
    if (prefer != null) {
      plain.put("prefer", prefer.wireName());
    }
    if (domain != null) {
      plain.put("domain", domain);
    }
    if (!decompositionHints.isEmpty()) {
      plain.put("decomposition_hints", decompositionHints);
    }
    return plain;
  }

  private static @Nullable Integer cap(Map<String, ?> plain, String key) {
    Object value = plain.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new InvalidRoute(key + " must be a whole number of 1 or more, not " + value);
  }

  private static @Nullable String text(Map<String, ?> plain, String key) {
    Object value = plain.get(key);
    if (value != null && !(value instanceof String)) {
      throw new InvalidRoute(key + " must be a text, not " + value);
    }
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private static List<String> texts(Map<String, ?> plain, String key) {
    Object value = plain.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).filter(hint -> !hint.isBlank()).toList();
    }
    throw new InvalidRoute(key + " must be a list of texts, not " + value);
  }
}
