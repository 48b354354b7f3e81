package dev.agentpool.api;

import dev.agentpool.answer.Json;
import dev.agentpool.request.HintChoices;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Advice to the router (spec slot-pool 8.7). The caps are enforced. Immutable.
 *
 * {@snippet :
 * Hints hints = Hints.NONE.withMaxParallel(3).preferring(Hints.Prefer.PARALLEL);
 * System.out.println(pool.auto("Translate README into French and German.", hints).output());
 * }
 *
 * @param members of the request's {@code hints}, under the names of docs/api.md
 */
public record Hints(Map<String, Object> members) {
  /** No advice. */
  public static final Hints NONE = new Hints(Map.of());

  /** What to choose when in doubt. */
  public enum Prefer {
    /** One task. */
    SINGLE,
    /** Independent tasks. */
    PARALLEL,
    /** Steps one after another. */
    CHAIN
  }

  /** Keeps a copy of the table. */
  public Hints {
    members = Members.copy(members);
  }

  private Hints with(String name, Object value) {
    return new Hints(Members.with(members, name, value));
  }

  /** The most tasks at a time. */
  public Hints withMaxParallel(int most) {
    return with("max_parallel", most);
  }

  /** The most steps. */
  public Hints withMaxChainSteps(int most) {
    return with("max_chain_steps", most);
  }

  /** What to choose when in doubt. */
  public Hints preferring(Prefer preferred) {
    return with("prefer", "prefer_" + preferred.name().toLowerCase(Locale.ROOT));
  }

  /** What the work is about, in a word or two. */
  public Hints withDomain(String domain) {
    return with("domain", domain);
  }

  /** Where to cut. */
  public Hints withDecompositionHints(String... hints) {
    return with("decomposition_hints", List.of(hints));
  }

  /** What a request says of them. */
  HintChoices choices() {
    return Json.ANSWERS.convertValue(members, HintChoices.class);
  }
}
