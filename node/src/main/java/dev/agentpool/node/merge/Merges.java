package dev.agentpool.node.merge;

import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which tasks and plans of a pool were merged by agentpool, and which of that was undone: notes, by
 * the id of each. Thread-safe.
 */
public final class Merges {
  /** By the task's id. */
  private static final Space<Merge> SPACE =
      new Space<>(
          "merge", Codec.of(Merge::text, Merge::read), new NoteBound(64_000, 64L << 20, 100_000));

  private final Notes<Merge> notes;

  public Merges(Ledger ledger) {
    this.notes = SPACE.in(ledger);
  }

  /**
   * Remembers one.
   *
   * @return why it could not be; empty when it is remembered
   */
  public Optional<String> made(TaskRecord task, Merge merge) {
    try {
      return notes.put(task.pool(), task.id().value(), merge)
              instanceof Reply.Refused<Noted<Merge>>(Refusal refusal)
          ? Optional.of(refusal.message())
          : Optional.empty();
    } catch (LedgerException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }

  public Optional<Noted<Merge>> of(TaskRecord task) {
    return notes.find(task.pool(), task.id().value());
  }

  /** By the ids of tasks and plans. */
  public Map<String, Merge> all(PoolId pool) {
    Map<String, Merge> all = new HashMap<>();
    notes.list(pool).forEach(note -> all.put(note.key(), note.value()));
    return all;
  }

  /** How many there are of what counts in these figures. */
  public int count(FigureFilter filter) {
    return (int)
        notes.list(filter.pool()).stream().filter(note -> note.value().counts(filter)).count();
  }

  /** It was taken out again, whoever had merged it. */
  public void undone(TaskRecord task, String branch, String into) {
    made(
        task,
        of(task).map(Noted::value).orElseGet(() -> Merge.of(task, branch, into, 0, "")).takenOut());
  }
}
