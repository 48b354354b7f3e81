package dev.agentpool.engine;

import dev.agentpool.inside.Acting;
import dev.agentpool.inside.InsideLedger;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The third verdict of a review: neither yes nor no, a person is to decide, and why. The task stays
 * where it is. Kept as notes of its pool. Thread-safe.
 */
public final class Escalations {
  private static final String SPACE = InsideLedger.ESCALATED;
  private static final long MOST = 4L << 20;
  private static final int MOST_REASON = 8 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Ledger ledger;

  Escalations(Ledger ledger) {
    this.ledger = ledger;
  }

  Escalation escalate(TaskRecord task, String why) {
    if (task.state() != TaskState.PENDING_REVIEW) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "wrong_state",
          task.id()
              + " cannot be escalated: it is not pending review (state: "
              + task.state().wireName()
              + ")");
    }
    if (why.isBlank() || why.length() > MOST_REASON) {
      throw Refused.invalid(
          "say in 1 to " + MOST_REASON + " characters what the person is to decide, and why");
    }
    String by =
        Acting.insider()
            .map(insider -> insider.slot() + " (" + insider.running().id() + ")")
            .orElse("user");
    Escalation escalation = new Escalation(by, why.strip(), ledger.now());
    Map<String, String> plain =
        Map.of("by", by, "why", escalation.why(), "at", escalation.at().toString());
    String text = JSON.writeValueAsString(plain);
    Refused.orThrow(ledger.putNotes(task.pool(), SPACE, Map.of(task.id().value(), text), MOST));
    return escalation;
  }

  /** Empty for a task that waits for nobody's review. */
  Optional<Escalation> of(TaskRecord task) {
    return task.state() == TaskState.PENDING_REVIEW
        ? ledger.note(task.pool(), SPACE, task.id().value()).map(Escalations::read)
        : Optional.empty();
  }

  /** How many of the pool's tasks wait for a person's review. */
  int count(PoolId pool) {
    return (int)
        ledger.notes(pool, SPACE).stream()
            .map(note -> ledger.task(new TaskId(note.key())))
            .filter(task -> task.filter(one -> one.state() == TaskState.PENDING_REVIEW).isPresent())
            .count();
  }

  private static Escalation read(Note note) {
    JsonNode plain = JSON.readTree(note.value());
    return new Escalation(
        plain.path("by").asString(""),
        plain.path("why").asString(""),
        Instant.parse(plain.path("at").asString("")));
  }

  void decided(TaskRecord task) {
    String key = task.id().value();
    if (ledger.note(task.pool(), SPACE, key).isPresent()) { // reading is cheap, a move is not
      ledger.removeNote(task.pool(), SPACE, key);
    }
  }

  /** The same tasks, those that are left to a person before the others. */
  List<TaskRecord> first(List<TaskRecord> tasks) {
    return tasks.stream().sorted(Comparator.comparing(task -> of(task).isEmpty())).toList();
  }
}
