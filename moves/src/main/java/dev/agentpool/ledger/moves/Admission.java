package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.books.Admitted;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.ledger.space.Drained;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.BudgetExhausted;
import dev.agentpool.task.ConversationKey;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.InsideOf;
import dev.agentpool.task.Move;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets work in: a whole graph of tasks, or none of it. All checks come before the first write. */
final class Admission {
  private static final String RETRY_TAG = "retry-of:";
  private static final String RAISE_IT =
      "raise the pool's cap with: agentpool budget set --pool-usd AMOUNT";

  private final Books books;
  private final Transitions transitions;
  private final Cashbox cashbox;
  private final Ids ids;
  private final MoveSettings settings;

  Admission(Books books, Transitions transitions, Cashbox cashbox, Ids ids, MoveSettings settings) {
    this.books = books;
    this.transitions = transitions;
    this.cashbox = cashbox;
    this.ids = ids;
    this.settings = settings;
  }

  /** What anybody asks for: no task of it may name a live session's seat. */
  Reply<List<TaskId>> submit(Submission submission) {
    return submission.tasks().stream()
        .map(node -> node.spec().ordering().slot())
        .filter(slot -> slot != null && SlotName.of(slot) instanceof SlotName.Session)
        .findFirst()
        .<Reply<List<TaskId>>>map(seat ->
            Reply.refused(
                Refusal.Code.INVALID,
                seat + " is the seat of a live session: speak to it (agentpool send " + seat + ")"))
        .orElseGet(() -> seated(submission));
  }

  /** The same, and a task may name a seat. */
  Reply<List<TaskId>> seated(Submission submission) {
    Optional<PoolRecord> known = books.pools().find(submission.pool());
    if (known.isEmpty()) {
      return Reply.refused(
          Refusal.Code.POOL_NOT_FOUND, "no pool " + submission.pool() + " is open");
    }
    PoolRecord pool = known.get();
    String key = submission.idempotencyKey();
    String fingerprint = key == null ? "" : Fingerprint.of(submission);
    Optional<Admitted> before =
        key == null ? Optional.empty() : books.admissions().find(pool.id(), key);
    if (before.isPresent()) {
      return before.get().fingerprint().equals(fingerprint)
          ? Reply.done(before.get().tasks())
          : Reply.refused(
              Refusal.Code.IDEMPOTENCY_CONFLICT,
              "the idempotency key '"
                  + key
                  + "' came before with other work ("
                  + before.get().tasks().getFirst()
                  + "): use a new key for new work");
    }
    Optional<Refusal> fault =
        shutDown(pool)
            .or(() -> Graph.fault(submission.tasks()))
            .or(() -> unknownDependency(submission))
            .or(() -> queueFull(pool, submission.tasks().size()))
            .or(() -> noMoney(pool, submission));
    if (fault.isPresent()) {
      return new Reply.Refused<>(fault.get());
    }
    List<TaskId> admitted = admit(pool, submission);
    if (key != null) {
      books.admissions().put(pool.id(), key, new Admitted(fingerprint, admitted));
    }
    return Reply.done(admitted);
  }

  /**
   * Lets in what somebody was promised already: neither a full queue nor a drained pool matters.
   */
  TaskId promised(PoolId pool, TaskSpec spec) {
    return admit(books.pools().find(pool).orElseThrow(), Submission.of(pool, spec)).getFirst();
  }

  private Optional<Refusal> shutDown(PoolRecord pool) {
    return Drained.isSo(books.notes(), pool.id())
        ? Optional.of(
            Refusal.of(
                Refusal.Code.POOL_SHUT_DOWN,
                "pool is shut down: "
                    + pool.name()
                    + " was drained; resume it to submit again (agentpool resume, or the tool"
                    + " pool_resume)"))
        : Optional.empty();
  }

  private Optional<Refusal> unknownDependency(Submission submission) {
    for (Submission.Node node : submission.tasks()) {
      for (TaskId on : node.afterTasks()) {
        if (books.tasks().find(on).isEmpty()) {
          return Optional.of(
              Refusal.of(
                  Refusal.Code.DEPENDENCY_UNKNOWN,
                  "the dependency " + on + " is not in the ledger"));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> queueFull(PoolRecord pool, int more) {
    long open = books.pools().openTasks(pool.id());
    return open + more > settings.queueBound()
        ? Optional.of(
            Refusal.of(
                Refusal.Code.QUEUE_FULL,
                "pool "
                    + pool.name()
                    + " has "
                    + open
                    + " unfinished tasks; "
                    + more
                    + " more would pass its bound of "
                    + settings.queueBound()
                    + ": wait for some to finish or cancel some"))
        : Optional.empty();
  }

  private Optional<Refusal> noMoney(PoolRecord pool, Submission submission) {
    Optional<Refusal> refusal = Optional.empty();
    for (Submission.Node node : submission.tasks()) {
      if (!waits(node.spec(), submission.waits())) {
        refusal = refusal.or(() -> noMoneyFor(pool, node.spec()));
      }
      Money cap = node.spec().cap();
      Money planCap = submission.planCap();
      if (refusal.isEmpty() && cap != null && planCap != null && cap.isMoreThan(planCap)) {
        return Optional.of(
            Refusal.of(
                Refusal.Code.TASK_BUDGET_EXCEEDS_REMAINING,
                "task budget " + cap + " exceeds the plan's budget " + planCap));
      }
    }
    return refusal;
  }

  /** Its own settings come first. */
  private static boolean waits(TaskSpec spec, boolean otherwise) {
    return BudgetExhausted.isIn(spec.settings())
        ? BudgetExhausted.isAskedFor(spec.settings())
        : otherwise;
  }

  private Optional<Refusal> exhausted(PoolRecord pool) {
    Account account = cashbox.poolAccount(pool);
    for (Unit unit : Unit.values()) {
      Tally tally = account.of(unit);
      Amount cap = tally.cap();
      if (cap != null && !cap.isMoreThan(tally.booked())) {
        return Optional.of(
            Refusal.of(
                Refusal.Code.BUDGET_EXHAUSTED,
                "budget exhausted: spent "
                    + tally.booked()
                    + " of "
                    + cap
                    + "; raise the pool's cap with: agentpool budget set "
                    + unit.flag(false)
                    + ", or let it wait with budget_exhausted = \"ask\""));
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> noMoneyFor(PoolRecord pool, TaskSpec spec) {
    return exhausted(pool).or(() -> capTooHigh(pool, spec.cap()));
  }

  /** What running attempts have reserved counts as remaining here: most of it comes back. */
  private Optional<Refusal> capTooHigh(PoolRecord pool, @Nullable Money taskCap) {
    Account account = cashbox.poolAccount(pool);
    Money cap = account.cap();
    if (taskCap == null || cap == null || account.couldEverFit(taskCap)) {
      return Optional.empty();
    }
    Money remaining = cap.minus(account.spent()).minus(account.unknown());
    return Optional.of(
        Refusal.of(
            Refusal.Code.TASK_BUDGET_EXCEEDS_REMAINING,
            "task budget "
                + taskCap
                + " exceeds remaining pool budget "
                + remaining
                + "; ask for less, or "
                + RAISE_IT));
  }

  private List<TaskId> admit(PoolRecord pool, Submission submission) {
    List<Submission.Node> nodes = submission.tasks();
    PlanId plan =
        nodes.size() > 1 || !submission.planCaps().equals(Limits.NONE) ? ids.plan() : null;
    if (plan != null) {
      books
          .accounts()
          .put(pool.id(), Account.empty(AccountKey.plan(plan.value()), submission.planCaps()));
    }
    List<TaskId> admitted = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      admitted.add(idFor(nodes.get(i).spec(), plan));
    }
    List<Awaited> awaited = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      awaited.add(awaitedBy(nodes.get(i), admitted));
      add(
          pool,
          plan,
          submission.insideOf(),
          null,
          admitted.get(i),
          nodes.get(i).spec(),
          awaited.get(i));
    }
    for (int i = 0; i < nodes.size(); i++) {
      Awaited on = awaited.get(i);
      if (!on.all().isEmpty()) {
        books.dependencies().add(admitted.get(i), List.copyOf(on.all()), on.open());
      }
    }
    // Last, when every edge is written: a failure goes on to the dependents inside the graph.
    for (int i = 0; i < nodes.size(); i++) {
      TaskRecord dead = awaited.get(i).failed();
      if (dead != null) {
        TaskRecord task = books.tasks().find(admitted.get(i)).orElseThrow();
        Move move =
            new Move.DependencyFailed(dead.id(), dead.state().wireName() + ": " + dead.reason());
        transitions.move(
            task,
            move,
            JournalKind.DEPENDENCY_FAILED,
            0,
            "dependency " + dead.id() + " did not complete");
      }
    }
    return admitted;
  }

  /**
   * @param open how many of all must still end
   * @param failed one that failed already and without which the task does not run
   */
  private record Awaited(Set<TaskId> all, int open, @Nullable TaskRecord failed) {}

  private Awaited awaitedBy(Submission.Node node, List<TaskId> admitted) {
    Set<TaskId> all = new LinkedHashSet<>();
    for (int on : node.after()) {
      all.add(admitted.get(on));
    }
    int open = all.size();
    TaskRecord failed = null;
    for (TaskId on : node.afterTasks()) {
      if (!all.add(on)) {
        continue;
      }
      TaskRecord dependency = books.tasks().find(on).orElseThrow();
      if (!dependency.state().terminal()) {
        open++;
      } else if (!TaskRules.letsOthersGoOn(dependency)
          && node.spec().onDependencyFailure() == DependencyPolicy.FAIL) {
        failed = dependency;
      }
    }
    return new Awaited(all, open, failed);
  }

  private void add(
      PoolRecord pool,
      @Nullable PlanId plan,
      @Nullable InsideOf insideOf,
      @Nullable TaskId retryOf,
      TaskId id,
      TaskSpec spec,
      Awaited awaited) {
    boolean blocked = awaited.open() > 0 || awaited.failed() != null;
    TaskSpec seated = inLane(spec, plan);
    transitions.add(
        new TaskRecord(
            id,
            pool.id(),
            plan,
            insideOf,
            retryOf,
            seated,
            startOf(spec, blocked),
            false,
            List.of(),
            0,
            0,
            0,
            books.now(),
            null,
            spec.isParent() ? books.now() : null,
            null,
            "",
            null,
            null));
  }

  /** Tasks that share a conversation wherever they run have a lane, so they run one at a time. */
  private static TaskSpec inLane(TaskSpec spec, @Nullable PlanId plan) {
    return ConversationKey.everywhere(spec, plan)
        .map(key -> spec.withOrdering(spec.ordering().inLane(key.text())))
        .orElse(spec);
  }

  private TaskId idFor(TaskSpec spec, @Nullable PlanId plan) {
    return switch (spec.part()) {
      case PlanPart.Parent _ -> plan == null ? ids.task() : plan.parent();
      case PlanPart.Close _ -> ids.closing();
      case PlanPart.Alone(), PlanPart.Step _ -> ids.task();
    };
  }

  private static TaskState startOf(TaskSpec spec, boolean blocked) {
    return switch (spec.part()) {
      case PlanPart.Parent _ -> TaskState.RUNNING;
      case PlanPart.Alone(), PlanPart.Step _, PlanPart.Close _ ->
          blocked ? TaskState.BLOCKED : TaskState.PENDING;
    };
  }

  Reply<TaskId> resubmit(TaskId id) {
    Optional<TaskRecord> old = books.tasks().find(id);
    return old.isPresent()
        ? resubmit(old.get())
        : Reply.refused(Refusal.Code.TASK_NOT_FOUND, "there is no task " + id);
  }

  /**
   * The same work anew, in the same plan. It waits for those of the old task's dependencies that
   * have not ended; who asks for it again wants it also without the ones that failed or were
   * cancelled.
   */
  private Reply<TaskId> resubmit(TaskRecord old) {
    if (old.state() != TaskState.FAILED && old.state() != TaskState.CANCELLED) {
      return Reply.refused(
          Refusal.Code.WRONG_STATE,
          old.id()
              + " cannot be retried (state: "
              + old.state().wireName()
              + "): only a failed or cancelled task can");
    }
    if (old.spec().isParent()) {
      return Reply.refused(
          Refusal.Code.INVALID,
          old.id() + " stands for a whole plan: retry its failed step, or submit the plan again");
    }
    String seat = old.spec().ordering().slot();
    if (seat != null && SlotName.of(seat) instanceof SlotName.Session) {
      return Reply.refused(
          Refusal.Code.INVALID,
          old.id() + " was a turn of the live session " + seat + ": say it again to that one");
    }
    PoolRecord pool = books.pools().find(old.pool()).orElseThrow();
    Optional<Refusal> fault =
        shutDown(pool)
            .or(() -> queueFull(pool, 1))
            .or(() -> waits(old.spec(), false) ? Optional.empty() : noMoneyFor(pool, old.spec()));
    if (fault.isPresent()) {
      return new Reply.Refused<>(fault.get());
    }
    Set<TaskId> open = new LinkedHashSet<>();
    for (TaskId on : books.dependencies().of(old.id())) {
      if (!books.tasks().find(on).orElseThrow().state().terminal()) {
        open.add(on);
      }
    }
    TaskId id = ids.task();
    Awaited awaited = new Awaited(open, open.size(), null);
    books.tasks().seen(old.id()); // whoever asks for it again knows of it
    add(pool, old.plan(), again(old.insideOf()), old.id(), id, labelled(old), awaited);
    if (!open.isEmpty()) {
      books.dependencies().add(id, List.copyOf(open), open.size());
    }
    return Reply.done(id);
  }

  /** Who asks under the old one's key means the old one. */
  private static @Nullable InsideOf again(@Nullable InsideOf old) {
    return old == null ? null : new InsideOf(old.task(), null);
  }

  /** The old one's work, with a tag for people who list tasks by it. */
  private static TaskSpec labelled(TaskRecord old) {
    List<String> tags = new ArrayList<>(old.spec().tags());
    if (old.retryOf() != null) {
      tags.remove(RETRY_TAG + old.retryOf());
    }
    tags.add(RETRY_TAG + old.id());
    return old.spec().withTags(tags);
  }
}
