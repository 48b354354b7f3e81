package dev.agentpool.operation;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Hold;
import dev.agentpool.answer.Pause;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.answer.SessionAside;
import dev.agentpool.budget.Account;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.Node;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a pool stands now (spec slot-pool 2.9, 10). */
public final class Standing {
  private Standing() {}

  public static PoolStatus of(Asking asking, PoolConfig pool) {
    Node node = asking.node();
    Optional<Node.PoolView> view = node.pool(pool.id());
    List<Node.SlotView> slots = asking.engine().slots().slots(pool.id());
    Map<TaskState, Long> tasks = asking.ledger().counts(pool.id());
    Account account = Accounts.of(asking.ledger(), pool.id()).whole();
    Cost cost = Cost.of(account.cost());
    return new PoolStatus(
        pool.id().value(),
        pool.name(),
        slots.size(),
        count(slots, "idle"),
        count(slots, "busy"),
        count(slots, "errored"),
        count(tasks, TaskState.RUNNING),
        count(tasks, TaskState.PENDING),
        count(tasks, TaskState.BLOCKED),
        count(tasks, TaskState.PENDING_REVIEW),
        count(tasks, TaskState.COMPLETED),
        count(tasks, TaskState.FAILED),
        count(tasks, TaskState.CANCELLED),
        cost,
        cost,
        account.reserved().micros(),
        Accounts.micros(account.cap()),
        asking.engine().drains().isDrained(pool.id()),
        node.walls().told(),
        paused(node, pool.id()),
        held(node),
        asking.engine().reviews().escalated(pool.id()),
        asking.engine().questions().openCount(pool.id()),
        setAside(node),
        view.flatMap(it -> Optional.ofNullable(it.problem())),
        view.map(Node.PoolView::notices).orElse(List.of()),
        asking.version(),
        pool.project().over(pool.user()).find(SettingKeys.MODEL));
  }

  /** What stands still for a pool. */
  public static List<Pause> paused(Node node, PoolId pool) {
    return node.pauses(pool).stream()
        .map(pause ->
            new Pause(
                pause.provider(),
                pause.code().wireName(),
                pause.since(),
                pause.until(),
                pause.inARow(),
                pause.why(),
                plan(node, pool, pause).tasks(),
                plan(node, pool, pause).about().micros(),
                node.heldBy(pause.provider()).map(Standing::held)))
        .toList();
  }

  private static ProviderPauses.Planned plan(Node node, PoolId pool, ProviderPauses.Pause pause) {
    return pause.ofProject() ? ProviderPauses.Planned.NOTHING : node.plan(pool, pause.provider());
  }

  /** What persons let start nothing. */
  static List<Hold> held(Node node) {
    return node.holds().stream().map(Standing::held).toList();
  }

  static Hold held(ProviderPauses.Hold hold) {
    return new Hold(hold.provider(), hold.by(), hold.since());
  }

  /** Sessions that could not be taken over, newest first. */
  public static List<SessionAside> setAside(Node node) {
    return node.setAside().stream()
        .map(aside -> new SessionAside(aside.folder().toString(), aside.at(), aside.why()))
        .toList();
  }

  private static int count(List<Node.SlotView> slots, String state) {
    return (int) slots.stream().filter(slot -> slot.state().equals(state)).count();
  }

  private static int count(Map<TaskState, Long> tasks, TaskState state) {
    return (int) (long) tasks.getOrDefault(state, 0L);
  }
}
