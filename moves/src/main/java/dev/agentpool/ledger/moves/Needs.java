package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.ClaimRequest;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a claim would have to reserve for a task: what bounds it, or an estimate. Lives as long as
 * one claim.
 */
final class Needs {
  private static final int HISTORY = 20;

  private final Books books;
  private final PoolRecord pool;
  private final ClaimRequest request;
  private final Map<Unit, Map<String, Amount>> estimates = new EnumMap<>(Unit.class);
  private final Map<TaskId, Settings> settings = new HashMap<>();

  Needs(Books books, PoolRecord pool, ClaimRequest request) {
    this.books = books;
    this.pool = pool;
    this.request = request;
  }

  /** What a task costs in all its attempts at most: its own cap, else the pool's for each task. */
  @Nullable Money cap(Candidate candidate) {
    return pool.caps().ofTask(candidate.cap());
  }

  /** What bounds one attempt in tokens or turns; empty when nothing does. */
  Optional<Amount> bound(Candidate candidate, Unit counted) {
    SettingKey<Integer> key = key(counted);
    Settings own =
        settings.computeIfAbsent(
            candidate.task(), task -> books.tasks().find(task).orElseThrow().spec().settings());
    return own.find(key)
        .map(most -> new Amount(counted, most))
        .or(() -> Optional.ofNullable(request.ofAttempt().of(counted)));
  }

  private static SettingKey<Integer> key(Unit counted) {
    return switch (counted) {
      case TOKENS -> SettingKeys.MAX_TOKENS;
      case TURNS -> SettingKeys.MAX_TURNS;
      case DOLLARS -> throw new IllegalArgumentException("an attempt has no cap in dollars");
    };
  }

  /** What is thought of it where nothing is known. */
  Amount usual(Unit unit) {
    return request.estimate().of(unit);
  }

  /** What is thought of it by what the last ones of its model took. */
  Amount estimate(Candidate candidate, Unit unit) {
    return estimates
        .computeIfAbsent(unit, _ -> new HashMap<>())
        .computeIfAbsent(
            candidate.model(),
            model ->
                most(model, unit)
                    .map(most -> most.timesRoundedUp(request.estimateFactor()))
                    .orElse(Amount.zero(unit))
                    .max(usual(unit)));
  }

  private Optional<Amount> most(String model, Unit unit) {
    return unit == Unit.DOLLARS
        ? books.attempts().dearest(pool.id(), model, HISTORY).map(Amount::of)
        : books.attempts().most(pool.id(), model, unit, HISTORY);
  }
}
