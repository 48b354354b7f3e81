package dev.agentpool.webhook;

import dev.agentpool.budget.Cost;
import dev.agentpool.engine.Refused;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.schedule.Omission;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From an entry of the journal to the event it is, and to what is told of it. */
final class Occurrences {
  private static final int MOST_OUTPUT_BYTES = 16 * 1024;
  private static final int KEPT = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What is told of drains, by when they were over. */
  static final Space<ObjectNode> DRAINS =
      new Space<>(
          "webhook_event",
          Codec.of(Shapes::text, Occurrences::object),
          NoteBound.of(10_000, 1_000_000));

  private final Ledger ledger;
  private final Notes<ObjectNode> drains;
  private final Function<TaskId, ChainResult> chains;

  Occurrences(Ledger ledger, Function<TaskId, ChainResult> chains) {
    this.ledger = ledger;
    this.drains = DRAINS.in(ledger);
    this.chains = chains;
  }

  /** Whether it is worth a look; decided without asking the ledger. */
  static boolean mayFire(JournalEntry entry) {
    return isNoted(entry)
        || isMissed(entry)
        || isPause(entry)
        || entry.subject() instanceof Subject.OfQuestion
        || (entry.to() != null && entry.from() != entry.to());
  }

  private static boolean isNoted(JournalEntry entry) {
    return isPutInto(DRAINS.name(), entry);
  }

  private static boolean isPause(JournalEntry entry) {
    return isPutInto(ProviderPauses.NOTES, entry);
  }

  private static boolean isMissed(JournalEntry entry) {
    return isPutInto(Omission.SPACE.name(), entry);
  }

  private static boolean isPutInto(String space, JournalEntry entry) {
    return entry.kind() == JournalKind.NOTE_PUT && entry.space().filter(space::equals).isPresent();
  }

  private Optional<ProviderPauses.Pause> pause(JournalEntry entry) {
    return entry.subject() instanceof Subject.OfNote(_, String key)
        ? ProviderPauses.noted(ledger, entry.pool(), key).filter(pause -> !pause.ofProject())
        : Optional.empty();
  }

  /** Empty when no webhook is fired by such a change. */
  Optional<WebhookEvent> eventOf(JournalEntry entry) {
    if (!mayFire(entry)) {
      return Optional.empty();
    }
    if (isNoted(entry)) {
      return Optional.of(WebhookEvent.DRAIN_COMPLETED);
    }
    if (isMissed(entry)) {
      return Optional.of(WebhookEvent.SCHEDULE_MISSED);
    }
    if (isPause(entry)) {
      return pause(entry)
          .map(pause ->
              pause.announced() ? WebhookEvent.PROVIDER_RESUMES : WebhookEvent.PROVIDER_PAUSED);
    }
    if (entry.subject() instanceof Subject.OfQuestion) {
      return WebhookEvent.ofQuestion(entry.kind());
    }
    if (entry.to() == null || WebhookEvent.ofTask(entry.to()).isEmpty()) {
      return Optional.empty();
    }
    TaskRecord task = entry.task().flatMap(ledger::task).orElse(null);
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
    if (isPause(entry)) {
      pause(entry).ifPresent(pause -> paused(node, pause));
      return node;
    }
    if (isMissed(entry) && entry.subject() instanceof Subject.OfNote(_, String name)) {
      node.put("schedule", name);
      Omission.SPACE.in(ledger).find(entry.pool(), name).ifPresent(kept -> missed(node, kept));
      return node;
    }
    if (entry.subject() instanceof Subject.OfNote(_, String key)) {
      drains.find(entry.pool(), key).map(Noted::value).ifPresent(node::setAll);
      return node;
    }
    if (entry.subject() instanceof Subject.OfQuestion(QuestionId id)) {
      ledger.question(id).ifPresent(question -> asked(node, question));
      return node;
    }
    TaskRecord task = entry.task().flatMap(ledger::task).orElseThrow();
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

  /** What it is about stays here: it may be a file's text, or a command with a secret in it. */
  private static void asked(ObjectNode node, Question question) {
    AttemptKey attempt = question.attempt();
    node.put("question_id", question.id().value());
    node.put("task_id", attempt == null ? null : attempt.task().value());
    node.put("kind", question.asked().kind().wireName());
    node.put("title", question.asked().title());
    node.put("state", question.state().wireName());
    Question.Given given = question.given();
    node.put("answer", given == null ? null : given.answer().verdict().wireName());
    node.put("answered_by", given == null ? null : given.by());
  }

  private static void missed(ObjectNode node, Noted<Omission> kept) {
    Omission missed = kept.value();
    node.put("count", missed.count());
    ArrayNode times = node.putArray("times_ms");
    missed.times().forEach(time -> times.add(time.toEpochMilli()));
    node.put("reason", missed.why());
    node.put("made_up", missed.isMadeUp());
  }

  private static void paused(ObjectNode node, ProviderPauses.Pause pause) {
    node.put("provider", pause.provider());
    node.put("code", pause.code().wireName());
    node.put("since_ms", pause.since().toEpochMilli());
    node.put("until_ms", pause.until().toEpochMilli());
    node.put("tasks", pause.planned().tasks());
    node.put("about_microdollars", pause.planned().about().micros());
    node.put("reason", pause.why());
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

  private static ObjectNode object(String text) {
    return (ObjectNode) JSON.readTree(text);
  }

  /** Notes that a pool was drained; the note's entry in the journal then fires. */
  void drained(PoolId pool, ObjectNode summary) {
    note(pool, summary, ledger.now().toEpochMilli());
    List<Noted<ObjectNode>> all = drains.list(pool);
    for (Noted<ObjectNode> old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      drains.remove(pool, old.key());
    }
  }

  /** Beside those of other drains that were over in the same millisecond. */
  private void note(PoolId pool, ObjectNode summary, long millis) {
    switch (drains.add(pool, "drain-%013d".formatted(millis), summary)) {
      case Reply.Done<Noted<ObjectNode>> _ -> {}
      case Reply.Refused<Noted<ObjectNode>>(Refusal refusal)
          when refusal.code() == Refusal.Code.NOTE_CHANGED ->
          note(pool, summary, millis + 1);
      case Reply.Refused<Noted<ObjectNode>>(Refusal refusal) -> throw Refused.of(refusal);
    }
  }
}
