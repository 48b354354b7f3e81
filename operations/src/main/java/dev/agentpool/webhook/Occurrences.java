package dev.agentpool.webhook;

import dev.agentpool.budget.Cost;
import dev.agentpool.engine.Refused;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From an entry of the journal to the event it is, and to what is told of it. */
final class Occurrences {
  private static final int MOST_OUTPUT_BYTES = 16 * 1024;
  private static final String SPACE = "webhook_event";
  private static final int KEPT = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Ledger ledger;
  private final Function<TaskId, ChainResult> chains;

  Occurrences(Ledger ledger, Function<TaskId, ChainResult> chains) {
    this.ledger = ledger;
    this.chains = chains;
  }

  /** Whether it is worth a look; decided without asking the ledger. */
  static boolean mayFire(JournalEntry entry) {
    return isNoted(entry) || (entry.to() != null && entry.from() != entry.to());
  }

  private static boolean isNoted(JournalEntry entry) {
    return entry.kind() == JournalKind.NOTE_PUT && entry.detail().startsWith(SPACE + " ");
  }

  /** Empty when no webhook is fired by such a change. */
  Optional<WebhookEvent> eventOf(JournalEntry entry) {
    if (!mayFire(entry)) {
      return Optional.empty();
    }
    if (isNoted(entry)) {
      return Optional.of(WebhookEvent.DRAIN_COMPLETED);
    }
    if (entry.task() == null || entry.to() == null || WebhookEvent.ofTask(entry.to()).isEmpty()) {
      return Optional.empty();
    }
    TaskRecord task = ledger.task(entry.task()).orElse(null);
    if (task == null || !task.spec().part().askedFor()) {
      return Optional.empty();
    }
    return task.spec().part() instanceof PlanPart.Parent
        ? WebhookEvent.ofChain(entry.to())
        : WebhookEvent.ofTask(entry.to());
  }

  /** What is sent; of an entry that {@link #eventOf} says is an event. */
  ObjectNode told(JournalEntry entry, WebhookEvent event) {
    ObjectNode node = opening(event.wireName(), entry.at().toEpochMilli(), entry.pool());
    if (isNoted(entry)) {
      ledger
          .note(entry.pool(), SPACE, entry.detail().substring(SPACE.length() + 1))
          .map(Note::value)
          .ifPresent(value -> node.setAll((ObjectNode) JSON.readTree(value)));
      return node;
    }
    TaskRecord task = ledger.task(java.util.Objects.requireNonNull(entry.task())).orElseThrow();
    if (task.spec().part() instanceof PlanPart.Parent parent) {
      node.put("chain_id", task.id().value());
      node.put("kind", parent.kind());
      chain(node, chains.apply(task.id()));
    } else {
      node.put("task_id", task.id().value());
      node.put("plan", task.plan() == null ? null : task.plan().value());
      node.put("step", task.spec().part().stepName().orElse(null));
      node.put("success", task.result() != null && task.result().outcome().success());
      output(node, task.result() == null ? "" : task.result().output());
      CostShapes.put(node, ledger.costs(List.of(task.id())).getOrDefault(task.id(), Cost.NOTHING));
    }
    node.put("state", java.util.Objects.requireNonNull(entry.to()).wireName());
    node.put("reason", task.reason());
    node.set("tags", Shapes.texts(task.spec().tags()));
    return node;
  }

  static ObjectNode opening(String event, long atMillis, PoolId pool) {
    return Shapes.object()
        .put("event", event)
        .put("timestamp_ms", atMillis)
        .put("pool", pool.value());
  }

  private static void chain(ObjectNode node, ChainResult result) {
    node.put("success", result.success());
    output(node, result.finalOutput());
    CostShapes.put(node, result.totalCost());
  }

  private static void output(ObjectNode node, String output) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(bytes.length, MOST_OUTPUT_BYTES);
    while (end < bytes.length && (bytes[end] & 0xC0) == 0x80) { // not in the middle of a character
      end--;
    }
    node.put("output", new String(bytes, 0, end, StandardCharsets.UTF_8));
    node.put("output_truncated", end < bytes.length);
  }

  /** Notes that a pool was drained; the note's entry in the journal then fires. */
  void drained(PoolId pool, ObjectNode summary) {
    String key = "drain-%013d".formatted(ledger.now().toEpochMilli());
    Refused.orThrow(ledger.putNotes(pool, SPACE, Map.of(key, Shapes.text(summary)), 1_000_000));
    List<Note> notes = ledger.notes(pool, SPACE);
    for (Note old : notes.subList(0, Math.max(0, notes.size() - KEPT))) {
      ledger.removeNote(pool, SPACE, old.key());
    }
  }
}
