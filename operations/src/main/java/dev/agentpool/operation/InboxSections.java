package dev.agentpool.operation;

import dev.agentpool.answer.Hold;
import dev.agentpool.answer.Inbox;
import dev.agentpool.answer.InboxItem;
import dev.agentpool.answer.InboxSection;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.UnseenFilter;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.schedule.Schedule;
import dev.agentpool.schedule.Schedule.Progress;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The inbox in its parts, by need. Each is read from an index and no further than its limit, so the
 * time it takes does not grow with what has ended.
 */
public final class InboxSections {
  private static final int LONGEST_CAUSE = 200;
  private static final Set<String> EVERYWHERE = Set.of(ProviderPauses.NOTES, ProviderPauses.HOLDS);
  private final Asking asking;
  private final Ledger ledger;
  private final List<PoolId> pools;
  private final @Nullable PoolId pool;
  private final int most;

  /**
   * @param pool null for all pools
   * @param most of a section's items
   */
  public InboxSections(Asking asking, @Nullable PoolId pool, int most) {
    this.asking = asking;
    this.ledger = asking.ledger();
    this.pool = pool;
    this.most = most;
    this.pools =
        pool == null ? ledger.pools().stream().map(PoolRecord::id).toList() : List.of(pool);
  }

  /**
   * Whether an entry of the journal may be one of a change here. What stands still in one pool, or
   * is held by the notes of one, concerns others too.
   *
   * @param pool null for all pools
   */
  public static boolean mayBeChangedBy(JournalEntry entry, @Nullable PoolId pool) {
    return pool == null
        || pool.equals(entry.pool())
        || entry.space().filter(EVERYWHERE::contains).isPresent();
  }

  /** In the order of need. */
  public List<InboxSection> all() {
    return List.of(
        needsYou(),
        unseen("failed", TaskState.FAILED),
        unseen("done", TaskState.COMPLETED),
        working(),
        paused());
  }

  /** Those that wait for a review, newest first in each pool. */
  List<TaskRecord> reviews() {
    return in(TaskState.PENDING_REVIEW);
  }

  InboxSection needsYou() {
    Set<Question.State> open = Set.of(Question.State.OPEN);
    List<InboxItem> items = new ArrayList<>();
    List<Question> asked = ledger.questions(new QuestionFilter(pool, null, open, most, 0));
    Askers askers = Askers.of(ledger, asking.node(), asked);
    for (Question question : asked) {
      String id = question.id().value();
      items.add(
          new InboxItem(
              "question",
              id,
              question.pool().value(),
              question.askedAt(),
              line(question.asked().title()),
              Optional.empty(),
              askers.of(question),
              "agentpool answer " + id + " " + sayable(question.asked())));
    }
    for (TaskRecord task : reviews()) {
      items.add(item("review", task, "waits for your review", "agentpool review " + task.id()));
    }
    long reviews = count(TaskState.PENDING_REVIEW);
    long questions = ledger.count(new QuestionFilter(pool, null, open, 0, 0));
    return new InboxSection(
        "needs_you", questions + reviews, items.subList(0, Math.min(most, items.size())));
  }

  private static String sayable(Asked asked) {
    if (asked.kind() == Asked.Kind.MONEY) {
      boolean isMoney =
          !asked.payload().contains("\"unit\":") || asked.payload().contains("\"usd\"");
      return isMoney ? "raise 5 | raise 5 today | drop" : String.join(" | ", asked.options());
    }
    return asked.options().isEmpty() ? "yes|no|TEXT" : "TEXT";
  }

  private InboxSection unseen(String name, TaskState state) {
    List<InboxItem> items =
        ledger.unseen(new UnseenFilter(pool, state, most)).stream()
            .map(task ->
                state == TaskState.FAILED
                    ? item("task", task, failure(task), "agentpool task " + task.id())
                    : item("task", task, said(task), "agentpool result " + task.id()))
            .toList();
    return new InboxSection(name, ledger.count(new UnseenFilter(pool, state, 0)), items);
  }

  private static String failure(TaskRecord task) {
    String code = task.result() == null ? "failed" : task.result().outcome().code().wireName();
    return task.reason().isEmpty() ? code : code + ": " + task.reason();
  }

  private static String said(TaskRecord task) {
    String output = task.result() == null ? "" : task.result().report().output();
    return output.isBlank() ? "done" : output;
  }

  private InboxSection working() {
    List<InboxItem> items =
        in(TaskState.RUNNING).stream()
            .map(task -> item("task", task, task.prompt().text(), "agentpool logs " + task.id()))
            .toList();
    return new InboxSection("working", count(TaskState.RUNNING), items);
  }

  private InboxSection paused() {
    List<InboxItem> items = new ArrayList<>();
    for (Inbox.Standing standing : InboxRows.paused(asking.node(), pool)) {
      items.add(
          new InboxItem(
              "pause",
              standing.pause().provider(),
              standing.pool(),
              standing.pause().since(),
              line(standing.pause().why()),
              Optional.empty(),
              Optional.empty(),
              "goes on by itself at "
                  + standing.pause().until()
                  + ", at once by agentpool resume"));
    }
    for (Hold hold : Standing.held(asking.node())) {
      items.add(
          new InboxItem(
              "pause",
              hold.provider(),
              "",
              hold.since(),
              "held by " + hold.by(),
              Optional.empty(),
              Optional.empty(),
              "agentpool unhold"));
    }
    for (PoolId each : pools) {
      asking.house().schedules().waiting(each).forEach(kept -> items.add(waiting(each, kept)));
    }
    return new InboxSection("paused", items.size(), items.subList(0, Math.min(most, items.size())));
  }

  private static InboxItem waiting(PoolId pool, Noted<Schedule> kept) {
    Progress progress = kept.value().progress();
    return new InboxItem(
        "pause",
        kept.key(),
        pool.value(),
        Objects.requireNonNullElse(progress.firing(), progress.carried()),
        line("schedule " + kept.key() + " waits: " + progress.waits()),
        Optional.empty(),
        Optional.empty(),
        "agentpool every show " + kept.key());
  }

  /** A pool after the other, for there is an index of states in each; those with none are free. */
  private List<TaskRecord> in(TaskState state) {
    List<TaskRecord> all = new ArrayList<>();
    for (PoolId each : pools) {
      if (all.size() < most && ledger.count(one(each, state, 1)) > 0) {
        all.addAll(ledger.tasks(one(each, state, most - all.size())));
      }
    }
    return all;
  }

  private long count(TaskState state) {
    return pools.stream().mapToLong(each -> ledger.count(one(each, state, 1))).sum();
  }

  private static TaskFilter one(PoolId pool, TaskState state, int most) {
    return new TaskFilter(pool, Set.of(state), List.of(), null, null, most, 0);
  }

  private static InboxItem item(String kind, TaskRecord task, String cause, String next) {
    Instant since =
        Objects.requireNonNullElse(
            task.finishedAt(), Objects.requireNonNullElse(task.startedAt(), task.createdAt()));
    return new InboxItem(
        kind,
        task.id().value(),
        task.pool().value(),
        since,
        line(cause),
        Optional.of(task.spec().called().text()),
        Optional.empty(),
        next);
  }

  private static String line(String text) {
    String one = text.strip().lines().findFirst().orElse("").strip();
    return one.length() <= LONGEST_CAUSE ? one : one.substring(0, LONGEST_CAUSE) + "…";
  }
}
