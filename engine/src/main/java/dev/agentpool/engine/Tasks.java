package dev.agentpool.engine;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.Waits;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.plan.FanOut;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tasks of a pool (spec slot-pool 7.1 to 7.5). Thread-safe; waits block the caller's thread. */
public final class Tasks {
  private final Ledger ledger;
  private final Waits waits;
  private final SlotNames slots;
  private final Intake intake;
  private final Standstills standstills;

  public Tasks(
      Ledger ledger, Waits waits, SlotNames slots, Intake intake, Standstills standstills) {
    this.standstills = standstills;
    this.ledger = ledger;
    this.waits = waits;
    this.slots = slots;
    this.intake = intake;
  }

  public TaskId submit(PoolConfig pool, String prompt, TaskOptions options) {
    return submit(pool, spec(pool, prompt, options), options);
  }

  /** The same for a slot beside the pool's own, which is made when it is not there. */
  TaskId submitInto(SlotName.Beside slot, PoolConfig pool, String prompt, TaskOptions options) {
    return submit(pool, unchecked(pool, prompt, options.inSlot(slot.id())), options);
  }

  private TaskId submit(PoolConfig pool, TaskSpec spec, TaskOptions options) {
    Submission submission =
        new Submission(
            pool.id(),
            List.of(new Submission.Node(spec, List.of(), options.after())),
            null,
            options.idempotencyKey());
    return submitAll(submission).getFirst();
  }

  /** Submits a graph of tasks, all or none. */
  public List<TaskId> submitAll(Submission submission) {
    return Refused.orThrow(ledger.submit(intake.taken(submission)));
  }

  /** Each as by {@link #submitAll}, in this order; all are durable when this returns. */
  public List<Submitted> submitEach(List<Submission> submissions) {
    Map<Integer, Refused> refused = new HashMap<>();
    List<Submission> taken = new ArrayList<>();
    for (Submission submission : submissions) {
      try {
        taken.add(intake.taken(submission));
      } catch (Refused why) {
        refused.put(taken.size() + refused.size(), why);
      }
    }
    Iterator<Reply<List<TaskId>>> replies = ledger.submitEach(taken).iterator();
    List<Submitted> submitted = new ArrayList<>();
    for (int i = 0; i < submissions.size(); i++) {
      Refused why = refused.get(i);
      submitted.add(why == null ? Submitted.of(replies.next()) : new Submitted.Not(why));
    }
    return submitted;
  }

  /**
   * Submits all or none; the ids are in the order of the prompts.
   *
   * @param atOnce the most that run at a time; 0 for as many as there are slots
   */
  public List<TaskId> fanOut(
      PoolConfig pool, List<String> prompts, TaskOptions options, int atOnce) {
    try {
      List<TaskSpec> specs = new ArrayList<>();
      for (int i = 0; i < prompts.size(); i++) {
        specs.add(spec(pool, prompts.get(i), options.numbered(i + 1, prompts.size())));
      }
      return submitAll(
          FanOut.of(pool.id(), specs, options.after(), atOnce, options.idempotencyKey()));
    } catch (InvalidPlan invalid) {
      throw Refused.invalid(String.valueOf(invalid.getMessage()));
    }
  }

  /**
   * What a task of this pool would be; the task's settings over the pool's decide retries and cap.
   * Throws {@link Refused} for a slot that the pool does not have.
   */
  public TaskSpec spec(PoolConfig pool, String prompt, TaskOptions options) {
    return unchecked(
        pool,
        prompt,
        options.slot() == null ? options : options.inSlot(slots.resolve(pool, options.slot())));
  }

  /** What is in the way of those of these tasks that wait for more than their turn. */
  public Map<TaskId, Standstill> standstills(List<TaskRecord> tasks) {
    return standstills.of(tasks);
  }

  /** Why a task stands as it does, for people. */
  public static String reason(TaskRecord task, @Nullable Standstill standstill) {
    return standstill == null ? task.reason() : standstill.why();
  }

  /** A turn of a live session, in which seat whoever opens or sends it says. */
  static TaskSpec turn(PoolConfig pool, String prompt, Settings settings) {
    return unchecked(pool, prompt, TaskOptions.USUAL.withSettings(settings));
  }

  private static TaskSpec unchecked(PoolConfig pool, String prompt, TaskOptions options) {
    Settings all = options.settings().over(pool.project().over(pool.user()));
    return checked(() -> {
      int attempts =
          options.maxAttempts() == null ? all.get(SettingKeys.MAX_ATTEMPTS) : options.maxAttempts();
      Duration delay =
          options.retryDelay() == null ? all.get(SettingKeys.RETRY_DELAY) : options.retryDelay();
      Duration longest = RetryPolicy.ONCE.maxDelay();
      Money cap =
          options.cap() == null ? all.find(SettingKeys.MAX_BUDGET_USD).orElse(null) : options.cap();
      Integer rejections = options.maxRejections();
      return new TaskSpec(
          new Prompt.Literal(prompt),
          options.settings(),
          options.tags(),
          new Ordering(options.priority(), options.lane(), options.slot()),
          new RetryPolicy(attempts, delay, delay.compareTo(longest) > 0 ? delay : longest),
          new ReviewPolicy(options.reviewRequired(), rejections == null ? 3 : rejections),
          cap,
          options.onDependencyFailure(),
          PlanPart.ALONE,
          options.title());
    });
  }

  /** What a core type refuses is the request's fault. */
  public static <T> T checked(Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** An id out of a person's or a client's text. */
  public static TaskId id(String text) {
    try {
      return new TaskId(text);
    } catch (IllegalArgumentException e) {
      throw Refused.notFound("task", text);
    }
  }

  public TaskRecord get(TaskId id) {
    return ledger.task(id).orElseThrow(() -> Refused.notFound("task", id.value()));
  }

  /** The same; empty when there is no such task. */
  public Optional<TaskRecord> find(TaskId id) {
    return ledger.task(id);
  }

  /** The states of those that there are. */
  public Map<TaskId, TaskState> states(List<TaskId> ids) {
    return ledger.states(ids);
  }

  public List<TaskRecord> list(
      @Nullable PoolId pool,
      Set<TaskState> states,
      List<String> tags,
      @Nullable String slot,
      int limit,
      int offset) {
    return checked(
        () -> ledger.tasks(new TaskFilter(pool, states, tags, slot, null, limit, offset)));
  }

  /**
   * Waits until the task's result is there (or it is pending review).
   *
   * @return as it stands then, or when the time was over
   */
  public TaskRecord await(TaskId id, Duration atMost) throws InterruptedException {
    get(id);
    waits.await(List.of(id), 1, atMost);
    return get(id);
  }

  /** Waits for {@code count} of the tasks; the states of all of them then. */
  public Waits.Answer await(List<TaskId> ids, int count, Duration atMost)
      throws InterruptedException {
    Waits.Answer found = waits.await(ids, count, atMost);
    for (TaskId id : ids) {
      if (!found.states().containsKey(id)) {
        throw Refused.notFound("task", id.value());
      }
    }
    return found;
  }

  /** What all its attempts came to; of a task that stands for a plan, those of all its steps. */
  public Cost cost(TaskId id) {
    return costs(List.of(id)).getOrDefault(id, Cost.NOTHING);
  }

  /** The same of many tasks at once. */
  public Map<TaskId, Cost> costs(List<TaskId> ids) {
    return ledger.costs(ids);
  }

  /** Ends a task or a whole plan that has not ended; one that has stays as it is. */
  public TaskRecord cancel(TaskId id, String why) {
    return Refused.orThrow(ledger.cancel(id, why));
  }

  public TaskId retry(TaskId id) {
    intake.check();
    return Refused.orThrow(ledger.resubmit(id));
  }
}
