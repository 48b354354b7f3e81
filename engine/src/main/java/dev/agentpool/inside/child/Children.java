package dev.agentpool.inside.child;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.inside.Caller;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.Submission;
import dev.agentpool.node.Node;
import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.InsideOf;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Takes in what is submitted from inside a task: as its children, in its pool, with no more than it
 * was given, paid out of its cap, in slots that its waiting does not hold. Thread-safe; one
 * submission at a time, so that what is left is counted once.
 */
final class Children {
  private final Ledger ledger;
  private final Node node;
  private final Family family;
  private final Allowance allowance;
  private final Lending lending;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param ledger the whole one
   */
  Children(Ledger ledger, Node node, Family family) {
    this.ledger = ledger;
    this.node = node;
    this.family = family;
    this.allowance = new Allowance(ledger, family);
    this.lending = new Lending(ledger, family);
  }

  Reply<List<TaskId>> submit(Caller.Insider who, Submission asked) {
    lock.lock();
    try {
      TaskRecord parent = current(who.running());
      List<TaskRecord> before = askedBefore(parent, asked);
      if (!before.isEmpty()) {
        return Reply.done(before.stream().map(TaskRecord::id).toList());
      }
      if (!asked.pool().equals(who.pool().id())) {
        throw new Caller.Refused("what runs inside a task starts tasks in its own pool only");
      }
      return who.coordinator() ? ofCoordinator(who, parent, asked) : ofTask(who, parent, asked);
    } finally {
      lock.unlock();
    }
  }

  /** As it stands now; what is not running any more starts nothing. */
  private TaskRecord current(TaskRecord running) {
    return ledger
        .task(running.id())
        .filter(task -> task.state() == TaskState.RUNNING && task.fence() == running.fence())
        .orElseThrow(
            () -> new Caller.Refused(running.id() + " does not run any more: it starts nothing"));
  }

  /** Caps depend on what is left, so the ledger would take the same request for another one. */
  private List<TaskRecord> askedBefore(TaskRecord parent, Submission asked) {
    String key = asked.idempotencyKey();
    return key == null
        ? List.of()
        : family.children(parent.id()).stream()
            .filter(child -> inside(parent, asked).equals(child.insideOf()))
            .toList();
  }

  /** A key may be long or secret: a digest of it tells as well whether it is the same. */
  private static InsideOf inside(TaskRecord parent, Submission asked) {
    String key = asked.idempotencyKey();
    return new InsideOf(
        parent.id(),
        key == null
            ? null
            : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString());
  }

  /** Its tasks are the pool's: they run in the pool's slots and are paid by the pool. */
  private Reply<List<TaskId>> ofCoordinator(
      Caller.Insider who, TaskRecord parent, Submission asked) {
    PoolConfig pool = who.pool();
    Bounds bounds = new Bounds(resolving(pool).apply(Settings.EMPTY), resolving(pool));
    List<Submission.Node> nodes = new ArrayList<>();
    for (Submission.Node node : asked.tasks()) {
      TaskSpec spec = node.spec();
      mayFinish(spec);
      nodes.add(with(node, tagged(spec.withSettings(bounds.within(spec.settings())), parent)));
    }
    return ledger.submit(
        new Submission(
            pool.id(), nodes, asked.planCaps(), null, inside(parent, asked), asked.waits()));
  }

  private Reply<List<TaskId>> ofTask(Caller.Insider who, TaskRecord parent, Submission asked) {
    PoolConfig pool = who.pool();
    List<TaskRecord> line = family.line(parent);
    int depth = 1 + (int) line.stream().filter(task -> Family.parentOf(task).isPresent()).count();
    depth -= startedByCoordinator(line) ? 1 : 0;
    mayHaveChildren(who, parent, depth, asked.tasks().size());
    Bounds bounds = new Bounds(who.settings(), resolving(pool));
    Lending.Hand hand = lending.hand(pool, line, depth);
    List<Submission.Node> nodes = new ArrayList<>();
    for (Submission.Node node : asked.tasks()) {
      TaskSpec spec = node.spec();
      mayBeAsked(spec, node, line);
      mayFinish(spec);
      spec = spec.withSettings(bounds.within(spec.settings()));
      spec = spec.withOrdering(ordering(spec, parent, hand));
      nodes.add(with(node, tagged(spec, parent)));
    }
    return switch (allowance.share(pool, parent, node.spentSoFar(parent.id()), nodes)) {
      case Allowance.Share.Refused(Refusal why) -> new Reply.Refused<>(why);
      case Allowance.Share.Given(List<Submission.Node> given) -> {
        Reply<List<TaskId>> reply =
            ledger.submit(
                new Submission(
                    pool.id(),
                    given,
                    asked.planCaps(),
                    null,
                    inside(parent, asked),
                    asked.waits()));
        tell(parent);
        yield reply;
      }
    };
  }

  private static Submission.Node with(Submission.Node node, TaskSpec spec) {
    return new Submission.Node(spec, node.after(), node.afterTasks());
  }

  private static UnaryOperator<Settings> resolving(PoolConfig pool) {
    SlotConfig bare = new SlotConfig("", null, null, null, Settings.EMPTY);
    return task -> pool.resolve(bare, task);
  }

  private boolean startedByCoordinator(List<TaskRecord> line) {
    TaskRecord top = line.getLast();
    return line.size() > 1 && Family.isCoordinator(top);
  }

  private void mayHaveChildren(Caller.Insider who, TaskRecord parent, int depth, int more) {
    int deepest = who.settings().get(SettingKeys.MAX_DEPTH);
    if (depth > deepest) {
      throw new Caller.Refused(
          parent.id()
              + " may not start tasks: it is "
              + (deepest == 0 ? "not allowed here" : "at the deepest level already")
              + " (max_depth = "
              + deepest
              + "). Do the work in this task, or say in its answer what else is to be done");
    }
    int most = who.settings().get(SettingKeys.MAX_CHILDREN);
    int known = family.children(parent.id()).size();
    if (known + more > most) {
      throw new Caller.Refused(
          parent.id()
              + " has started "
              + known
              + " tasks, and "
              + more
              + " more would pass its "
              + most
              + " (max_children): put more work into each, or leave it to the person");
    }
  }

  private static void mayBeAsked(TaskSpec spec, Submission.Node node, List<TaskRecord> line) {
    if (spec.review().required()) {
      throw new Caller.Refused(
          "a task that was started inside another one cannot wait for a person's review: its"
              + " result is for the task that started it");
    }
    if (spec.ordering().lane() != null) {
      throw new Caller.Refused(
          "a task that was started inside another one has no lane: one that is held by a task"
              + " that waits for it would never be free");
    }
    for (TaskId awaited : node.afterTasks()) {
      if (line.stream().anyMatch(above -> above.id().equals(awaited))) {
        throw new Caller.Refused("a task cannot start after " + awaited + ", which started it");
      }
    }
  }

  /** Merging into the project is a person's decision, also when a plan makes it. */
  private static void mayFinish(TaskSpec spec) {
    OnFinish asked =
        switch (spec.part()) {
          case PlanPart.Parent plan -> plan.onFinish();
          case PlanPart.Close close -> close.onFinish();
          case PlanPart.Alone(), PlanPart.Step _ -> OnFinish.KEEP;
        };
    if (asked == OnFinish.MERGE) {
      throw new Caller.Refused(
          "a chain that was started inside a task is not merged: merging is a person's decision."
              + " Leave on_finish out; its branch stays, and its name is in the result");
    }
  }

  private Ordering ordering(TaskSpec spec, TaskRecord parent, Lending.Hand hand) {
    Ordering asked = spec.ordering();
    int priority = Math.min(asked.priority(), parent.spec().ordering().priority());
    String slot = asked.slot();
    if (spec.isParent()) {
      return new Ordering(priority, null, null); // nobody claims it
    }
    if (slot == null) {
      slot =
          hand.lend()
              .orElseThrow(() ->
                  new Caller.Refused(
                      "every slot for tasks of this level waits for the task that asks: nothing"
                          + " could start. Do the work in this task"));
    } else if (!mayBeNamed(SlotName.of(slot))) {
      throw new Caller.Refused(
          "a task that was started inside another one runs in a slot that is lent to it, not in "
              + slot
              + ": leave the slot out");
    } else if (hand.waitsForThoseAbove(slot)) {
      throw new Caller.Refused(
          slot
              + " is held by a task that waits for this one: neither would ever end. Do the work in"
              + " this task, or give it to another agent");
    }
    return new Ordering(priority, null, slot);
  }

  private static boolean mayBeNamed(SlotName slot) {
    return switch (slot) {
      case SlotName.Agent _, SlotName.Router() -> true;
      case SlotName.Configured _, SlotName.Lent _, SlotName.Session _, SlotName.Coordinator() ->
          false;
    };
  }

  private static TaskSpec tagged(TaskSpec spec, TaskRecord parent) {
    List<String> tags = new ArrayList<>(spec.tags());
    tags.add(Family.tagOf(parent.id()));
    return spec.withTags(tags);
  }

  /** Lets the parent's own attempt stop where its children's money begins. */
  void tell(TaskRecord parent) {
    if (allowance.capOf(parent) != null) {
      node.lend(parent.id(), allowance.claims(parent));
    }
  }

  /** Ends what a task has started and what has not ended, at once. */
  void end(TaskRecord parent) {
    for (TaskRecord child : family.children(parent.id())) {
      if (!child.state().terminal()) {
        ledger.cancel(child.id(), "the task that started it, " + parent.id() + ", has ended");
      }
    }
  }
}
