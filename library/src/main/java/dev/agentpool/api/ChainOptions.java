package dev.agentpool.api;

import dev.agentpool.answer.Json;
import dev.agentpool.request.PlanChoices;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a chain or workflow is submitted. Immutable.
 *
 * {@snippet :
 * ChainOptions together =
 *     ChainOptions.DEFAULTS
 *         .withTags("release")
 *         .withIsolation(ChainOptions.Isolation.NONE)
 *         .withMaxBudgetUsd(2);
 * System.out.println(pool.chain(List.of(Step.prompt("one", "Say one.")), together).await().output());
 * }
 *
 * @param members of the request, under the names of docs/api.md
 */
public record ChainOptions(Map<String, Object> members) {
  /** In a worktree of its own where the project is a git repository, else in the project. */
  public static final ChainOptions DEFAULTS = new ChainOptions(Map.of());

  /** Where the steps work. */
  public enum Isolation {
    /** Each where its slot's settings say. */
    NONE,
    /** All in one git worktree of the chain's own. */
    WORKTREE,
    /** All in one clone of the chain's own. */
    CLONE
  }

  /** What becomes of the chain's branch when it has ended. */
  public enum OnFinish {
    /** It stays. */
    KEEP,
    /** It goes, with what was not merged elsewhere. */
    DELETE,
    /** It is merged into what the project has checked out. */
    MERGE,
    /** It stays, and is a patch file too. */
    PATCH
  }

  /** Keeps a copy of the table. */
  public ChainOptions {
    members = Members.copy(members);
  }

  private ChainOptions with(String name, Object value) {
    return new ChainOptions(Members.with(members, name, value));
  }

  /** Marks to find it by. */
  public ChainOptions withTags(String... tags) {
    return with("tags", List.of(tags));
  }

  /** Where the steps work. */
  public ChainOptions withIsolation(Isolation isolation) {
    return with("isolation", isolation.name().toLowerCase(Locale.ROOT));
  }

  /** What becomes of its branch. */
  public ChainOptions withOnFinish(OnFinish then) {
    return with("on_finish", then.name().toLowerCase(Locale.ROOT));
  }

  /** The most that all steps together may cost. */
  public ChainOptions withMaxBudgetUsd(double usd) {
    return with("max_budget_usd", BigDecimal.valueOf(usd));
  }

  /** The most tokens that all steps together may take, those of caches too. */
  public ChainOptions withMaxBudgetTokens(long tokens) {
    return with("max_budget_tokens", tokens);
  }

  /** The most turns, requests to a model, that all steps together may take. */
  public ChainOptions withMaxBudgetTurns(long turns) {
    return with("max_budget_turns", turns);
  }

  /** Higher first; 0 when not said. */
  public ChainOptions withPriority(int priority) {
    return with("priority", priority);
  }

  /** Submitting again with the same key gives the same chain. */
  public ChainOptions withIdempotencyKey(String key) {
    return with("idempotency_key", key);
  }

  /** What a request says of how a plan is to be run. */
  PlanChoices choices() {
    return Json.ANSWERS.convertValue(members, PlanChoices.class);
  }

  Optional<String> idempotencyKey() {
    return Optional.ofNullable((String) members.get("idempotency_key"));
  }
}
