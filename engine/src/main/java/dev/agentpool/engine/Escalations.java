package dev.agentpool.engine;

import dev.agentpool.inside.Acting;
import dev.agentpool.inside.child.InsideLedger;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The third verdict of a review: neither yes nor no, a person is to decide, and why. The task stays
 * where it is. Kept as notes of its pool. Thread-safe.
 */
final class Escalations {
  private static final int MOST_REASON = 8 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ANY = -1; // of an agentpool before: any attempt

  /** By the task's id. */
  private static final Space<Kept> SPACE =
      new Space<>(
          InsideLedger.ESCALATED,
          Codec.of(Kept::text, Kept::read),
          NoteBound.of(64 * 1024, 4L << 20));

  private final Ledger ledger;
  private final Notes<Kept> notes;

  Escalations(Ledger ledger) {
    this.ledger = ledger;
    this.notes = SPACE.in(ledger);
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
    Kept kept = new Kept(escalation, task.fence());
    Refused.orThrow(notes.put(task.pool(), task.id().value(), kept));
    return escalation;
  }

  /**
   * @param fence of the attempt whose work was to be reviewed: a review that ended meanwhile leaves
   *     nothing to the next one
   */
  private record Kept(Escalation escalation, int fence) {
    private boolean isOf(TaskRecord task) {
      return task.state() == TaskState.PENDING_REVIEW && (fence == ANY || fence == task.fence());
    }

    private String text() {
      Map<String, Object> plain = new LinkedHashMap<>();
      plain.put("by", escalation.by());
      plain.put("why", escalation.why());
      plain.put("at", escalation.at().toString());
      plain.put("fence", fence);
      return JSON.writeValueAsString(plain);
    }

    private static Kept read(String text) {
      JsonNode plain = JSON.readTree(text);
      Instant at = Instant.parse(plain.path("at").asString(""));
      return new Kept(
          new Escalation(plain.path("by").asString(""), plain.path("why").asString(""), at),
          plain.path("fence").asInt(ANY));
    }
  }

  /** Empty for a task that waits for nobody's review. */
  Optional<Escalation> of(TaskRecord task) {
    return task.state() == TaskState.PENDING_REVIEW
        ? notes
            .find(task.pool(), task.id().value())
            .map(Noted::value)
            .filter(kept -> kept.isOf(task))
            .map(Kept::escalation)
        : Optional.empty();
  }

  /** How many of the pool's tasks wait for a person's review. */
  int count(PoolId pool) {
    return (int)
        notes.list(pool).stream()
            .filter(
                note -> ledger.task(new TaskId(note.key())).filter(note.value()::isOf).isPresent())
            .count();
  }

  void decided(TaskRecord task) {
    String key = task.id().value();
    if (notes.find(task.pool(), key).isPresent()) { // reading is cheap, a move is not
      notes.remove(task.pool(), key);
    }
  }

  /** The same tasks, those that are left to a person before the others. */
  List<TaskRecord> first(List<TaskRecord> tasks) {
    return tasks.stream().sorted(Comparator.comparing(task -> of(task).isEmpty())).toList();
  }
}
