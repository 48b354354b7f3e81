package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.budget.Use;
import dev.agentpool.budget.Uses;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.ledger.codec.ResultCodec;
import dev.agentpool.ledger.codec.SpecCodec;
import dev.agentpool.ledger.codec.TextsCodec;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.InsideOf;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows read into records, with the select each reader needs. */
final class Rows {
  static final String SELECT_TASK =
      "SELECT t.*, w.prompt AS prompt, w.spec AS spec FROM task t JOIN work w ON w.n = t.n";
  static final String SELECT_ATTEMPT = "SELECT * FROM attempt";

  private Rows() {}

  static TaskRecord task(ResultSet row) throws SQLException {
    String retryOf = row.getString("retry_of");
    String feedback = row.getString("feedback");
    String plan = row.getString("plan");
    String result = row.getString("result");
    return new TaskRecord(
        new TaskId(row.getString("id")),
        new PoolId(row.getString("pool")),
        plan == null ? null : new PlanId(plan),
        insideOf(row),
        retryOf == null ? null : new TaskId(retryOf),
        SpecCodec.read(row.getString("prompt"), row.getString("spec")),
        TaskState.ofWireName(row.getString("state")),
        row.getLong("recovering") == 1,
        feedback == null ? List.of() : TextsCodec.read(feedback),
        row.getInt("fence"),
        row.getInt("attempts"),
        row.getInt("rejections"),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "not_before"),
        Columns.timeOrNull(row, "started_at"),
        Columns.timeOrNull(row, "finished_at"),
        row.getString("reason"),
        Columns.textOrNull(row, "slot"),
        result == null ? null : ResultCodec.read(result));
  }

  private static @Nullable InsideOf insideOf(ResultSet row) throws SQLException {
    String task = row.getString("started_by");
    return task == null ? null : new InsideOf(new TaskId(task), row.getString("asked_as"));
  }

  static TaskMoney money(ResultSet row) throws SQLException {
    return new TaskMoney(
        Columns.money(row, "booked"),
        Columns.money(row, "held"),
        Columns.money(row, "certain"),
        row.getLong("unsure"));
  }

  static AttemptRecord attempt(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new AttemptRecord(
        new AttemptKey(new TaskId(row.getString("task")), row.getInt("fence")),
        new PoolId(row.getString("pool")),
        row.getString("node"),
        row.getString("slot"),
        Columns.time(row, "started_at"),
        Columns.time(row, "lease_until"),
        new Reservation(
            Columns.money(row, "reserved"),
            row.getLong("tokens_reserved"),
            row.getLong("turns_reserved")),
        row.getLong("settled") == 1,
        row.getLong("current") == 1,
        Columns.textOrNull(row, "session_folder"),
        Columns.textOrNull(row, "provider_session"),
        uses(row),
        outcome == null ? null : ResultCodec.readOutcome(outcome),
        Columns.timeOrNull(row, "ended_at"));
  }

  private static @Nullable Uses uses(ResultSet row) throws SQLException {
    Cost cost = cost(row);
    return cost == null ? null : new Uses(cost, use(row, Unit.TOKENS), use(row, Unit.TURNS));
  }

  private static @Nullable Cost cost(ResultSet row) throws SQLException {
    Money known = Columns.moneyOrNull(row, "cost_known");
    if (known != null) {
      return Cost.known(known);
    }
    Money bound = Columns.moneyOrNull(row, "cost_unknown");
    return bound == null ? null : new Cost.Unknown(Columns.money(row, "cost_seen"), bound);
  }

  private static Use use(ResultSet row, Unit counted) throws SQLException {
    Amount told = new Amount(counted, row.getLong(prefix(counted) + "used"));
    Long most = Columns.longOrNull(row, prefix(counted) + "most");
    return most == null ? Use.known(told) : Use.unknown(told, new Amount(counted, most));
  }

  /** What the columns of a unit begin with. */
  static String prefix(Unit unit) {
    return switch (unit) {
      case DOLLARS -> "";
      case TOKENS -> "tokens_";
      case TURNS -> "turns_";
    };
  }

  static PoolRecord pool(ResultSet row) throws SQLException {
    return new PoolRecord(
        new PoolId(row.getString("id")),
        row.getString("name"),
        row.getString("directory"),
        new Caps(
            new Limits(
                Columns.moneyOrNull(row, "cap_pool"),
                Columns.longOrNull(row, "cap_pool_tokens"),
                Columns.longOrNull(row, "cap_pool_turns")),
            new Limits(
                Columns.moneyOrNull(row, "cap_day"),
                Columns.longOrNull(row, "cap_day_tokens"),
                Columns.longOrNull(row, "cap_day_turns")),
            Columns.moneyOrNull(row, "cap_task")));
  }

  static Account account(ResultSet row) throws SQLException {
    String kind = row.getString("kind").toUpperCase(Locale.ROOT);
    return new Account(
        new AccountKey(AccountKey.Kind.valueOf(kind), row.getString("key")),
        tally(row, Unit.DOLLARS),
        tally(row, Unit.TOKENS),
        tally(row, Unit.TURNS));
  }

  private static Tally tally(ResultSet row, Unit unit) throws SQLException {
    String prefix = prefix(unit);
    Long cap = Columns.longOrNull(row, prefix + "cap");
    return new Tally(
        cap == null ? null : new Amount(unit, cap),
        new Amount(unit, row.getLong(prefix + "spent")),
        new Amount(unit, row.getLong(prefix + "unknown")),
        new Amount(unit, row.getLong(prefix + "seen")),
        new Amount(unit, row.getLong(prefix + "reserved")));
  }

  static JournalEntry entry(ResultSet row) throws SQLException {
    String from = row.getString("from_state");
    String to = row.getString("to_state");
    return new JournalEntry(
        row.getLong("seq"),
        Columns.time(row, "at"),
        new PoolId(row.getString("pool")),
        JournalKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Columns.subject(row),
        row.getInt("fence"),
        from == null ? null : TaskState.ofWireName(from),
        to == null ? null : TaskState.ofWireName(to),
        row.getString("detail"));
  }
}
