package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import dev.agentpool.budget.Use;
import dev.agentpool.budget.Uses;
import dev.agentpool.ledger.AttemptReadings;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.books.AttemptBook;
import dev.agentpool.ledger.codec.ResultCodec;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attempts in SQL, for moves and for readings. */
final class SqlAttempts implements AttemptBook, AttemptReadings {
  private final Statements sql;

  SqlAttempts(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<AttemptRecord> find(AttemptKey key) {
    return sql.first(
        Rows.SELECT_ATTEMPT + " WHERE task = ? AND fence = ?",
        Rows::attempt,
        key.task().value(),
        key.fence());
  }

  @Override
  public void add(AttemptRecord attempt, TaskSpec spec) {
    sql.update(
        "INSERT INTO attempt (task, fence, pool, node, slot, model, started_at, lease_until,"
            + " reserved, tokens_reserved, turns_reserved, settled, current, closing) VALUES (?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        attempt.key().task().value(),
        attempt.key().fence(),
        attempt.pool().value(),
        attempt.node(),
        attempt.slot(),
        Columns.storable(spec.settings().find(SettingKeys.MODEL).orElse("")),
        Columns.micros(attempt.startedAt()),
        Columns.micros(attempt.leaseUntil()),
        attempt.reserved().micros(),
        attempt.reservation().tokens(),
        attempt.reservation().turns(),
        attempt.settled(),
        attempt.current(),
        !spec.part().askedFor());
  }

  @Override
  public void put(AttemptRecord attempt) {
    Long known = attempt.cost() instanceof Cost.Known cost ? cost.amount().micros() : null;
    Uses uses = attempt.uses();
    Cost.Unknown unknown = attempt.cost() instanceof Cost.Unknown cost ? cost : null;
    sql.update(
        "UPDATE attempt SET lease_until = ?, reserved = ?, tokens_reserved = ?, turns_reserved = ?,"
            + " settled = ?, current = ?, session_folder = ?, provider_session = ?, cost_known = ?,"
            + " cost_unknown = ?, cost_seen = ?, tokens_used = ?, tokens_most = ?, turns_used = ?,"
            + " turns_most = ?, outcome = ?, ended_well = ?, ended_at = ? WHERE task = ? AND fence"
            + " = ?",
        Columns.micros(attempt.leaseUntil()),
        attempt.reserved().micros(),
        attempt.reservation().tokens(),
        attempt.reservation().turns(),
        attempt.settled(),
        attempt.current(),
        Columns.storableOrNull(attempt.sessionFolder()),
        Columns.storableOrNull(attempt.providerSession()),
        known,
        unknown == null ? null : unknown.atMost().orElse(unknown.atLeast()).micros(),
        unknown == null ? null : unknown.atLeast().micros(),
        uses == null ? 0 : uses.tokens().certain().count(),
        uses == null ? null : mostIfUnknown(uses.tokens()),
        uses == null ? 0 : uses.turns().certain().count(),
        uses == null ? null : mostIfUnknown(uses.turns()),
        attempt.outcome() == null ? null : ResultCodec.write(attempt.outcome()),
        attempt.outcome() != null && attempt.outcome().success(),
        Columns.microsOrNull(attempt.endedAt()),
        attempt.key().task().value(),
        attempt.key().fence());
  }

  private static @Nullable Long mostIfUnknown(Use use) {
    return use.known() ? null : use.most().count();
  }

  @Override
  public List<AttemptRecord> lapsed(Instant until) {
    return open(1, until);
  }

  @Override
  public List<AttemptRecord> forgotten(Instant until) {
    return open(0, until);
  }

  private List<AttemptRecord> open(int current, Instant until) {
    return sql.list(
        Rows.SELECT_ATTEMPT
            + " WHERE settled = 0 AND current = ? AND lease_until < ? ORDER BY lease_until, task,"
            + " fence",
        Rows::attempt,
        current,
        Columns.micros(until));
  }

  @Override
  public Optional<Money> dearest(PoolId pool, String model, int among) {
    List<Money> last =
        sql.list(
            "SELECT cost_known FROM attempt WHERE pool = ? AND model = ? AND cost_known > 0 ORDER"
                + " BY ended_at DESC LIMIT ?",
            row -> Columns.money(row, "cost_known"),
            pool.value(),
            Columns.storable(model),
            among);
    return last.stream().reduce(Money::max);
  }

  @Override
  public Optional<Amount> most(PoolId pool, String model, Unit counted, int among) {
    return sql
        .list(
            "SELECT tokens_used, turns_used FROM attempt WHERE pool = ? AND model = ? AND"
                + " tokens_used + turns_used > 0 ORDER BY ended_at DESC LIMIT ?",
            row -> new Amount(counted, row.getLong(Rows.prefix(counted) + "used")),
            pool.value(),
            Columns.storable(model),
            among)
        .stream()
        .filter(Amount::isPositive)
        .reduce(Amount::max);
  }

  @Override
  public List<AttemptRecord> attempts(TaskId task) {
    return sql.list(
        Rows.SELECT_ATTEMPT + " WHERE task = ? ORDER BY fence", Rows::attempt, task.value());
  }

  @Override
  public List<AttemptRecord> openAttempts(String node) {
    return sql.list(
        Rows.SELECT_ATTEMPT + " WHERE settled = 0 AND node = ? ORDER BY started_at, task",
        Rows::attempt,
        node);
  }
}
