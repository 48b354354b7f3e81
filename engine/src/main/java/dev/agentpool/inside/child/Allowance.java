package dev.agentpool.inside.child;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.Refusal;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task's children may cost. INVARIANT: with what the parent itself has spent, the caps of
 * its children that have not ended and the costs of those that have never pass the parent's cap. So
 * each child of a task with a cap has one, too.
 */
final class Allowance {
  private final Ledger ledger;
  private final Family family;

  Allowance(Ledger ledger, Family family) {
    this.ledger = ledger;
    this.family = family;
  }

  /** The nodes with caps that fit, or why they do not. */
  sealed interface Share {
    record Given(List<Submission.Node> nodes) implements Share {}

    record Refused(Refusal why) implements Share {}
  }

  /**
   * @param spent what the parent's running attempt has cost so far
   */
  Share share(PoolConfig pool, TaskRecord parent, Money spent, List<Submission.Node> nodes) {
    Money cap = capOf(parent);
    List<Submission.Node> given = nodes;
    if (cap != null) {
      Money held = claims(parent);
      Money left = cap.minus(settled(parent)).minus(spent).minus(held);
      Optional<List<Submission.Node>> within = within(pool, nodes, left);
      if (within.isEmpty()) {
        return new Share.Refused(tooMuch(parent, cap, left, held));
      }
      given = within.get();
    }
    Optional<Refusal> stuck = stuck(pool, parent, given);
    return stuck.isPresent() ? new Share.Refused(stuck.get()) : new Share.Given(given);
  }

  @Nullable Money capOf(TaskRecord task) {
    Money own = task.spec().cap();
    return own != null ? own : record(task.pool()).map(pool -> pool.caps().task()).orElse(null);
  }

  private Optional<PoolRecord> record(PoolId id) {
    return ledger.pools().stream().filter(pool -> pool.id().equals(id)).findFirst();
  }

  /**
   * Those that ask for nothing share half of what is left, so that there is something for the next
   * ones; what a pool gives each task by itself counts as not asked for.
   */
  private static Optional<List<Submission.Node>> within(
      PoolConfig pool, List<Submission.Node> nodes, Money left) {
    Money usual = pool.project().over(pool.user()).find(SettingKeys.MAX_BUDGET_USD).orElse(null);
    Money asked = Money.ZERO;
    int open = 0;
    for (Submission.Node node : nodes) {
      Money cap = node.spec().cap();
      if (isWork(node.spec())) {
        if (cap != null && !cap.equals(usual)) {
          asked = asked.plus(cap);
        } else {
          open++;
        }
      }
    }
    Money rest = left.minus(asked);
    long each = open == 0 ? 0 : rest.micros() / (open + 1L);
    if (rest.isNegative() || (open > 0 && each <= 0)) {
      return Optional.empty();
    }
    List<Submission.Node> given = new ArrayList<>();
    for (Submission.Node node : nodes) {
      Money cap = node.spec().cap();
      boolean asks = cap != null && !cap.equals(usual);
      boolean leaves = !isWork(node.spec()) || asks;
      Money share = Money.ofMicros(each);
      given.add(
          leaves
              ? node
              : new Submission.Node(
                  node.spec().withCap(cap == null ? share : share.min(cap)),
                  node.after(),
                  node.afterTasks()));
    }
    return Optional.of(given);
  }

  static boolean isWork(TaskSpec spec) {
    return spec.part().byAgent();
  }

  private static Refusal tooMuch(TaskRecord parent, Money cap, Money left, Money held) {
    return Refusal.of(
        Refusal.Code.TASK_BUDGET_EXCEEDS_REMAINING,
        "tasks that "
            + parent.id()
            + " starts are paid out of its own cap of "
            + cap
            + ", of which "
            + left.max(Money.ZERO)
            + " is left (its children have or hold "
            + held
            + "): ask for less with max_budget_usd, or wait for some to end");
  }

  /** Of all children: what those that ended have cost, and what the others may. */
  Money claims(TaskRecord parent) {
    Money sum = Money.ZERO;
    for (TaskRecord child : family.children(parent.id())) {
      sum = sum.plus(claim(child));
    }
    return sum;
  }

  private Money claim(TaskRecord child) {
    if (!isWork(child.spec())) {
      return Money.ZERO;
    }
    Money cap = child.spec().cap();
    boolean open = ledger.attempts(child.id()).stream().anyMatch(attempt -> !attempt.settled());
    if (cap != null && (open || !child.state().terminal())) {
      return cap;
    }
    return settled(child).plus(claims(child));
  }

  /** Of its attempts that have ended. */
  Money settled(TaskRecord task) {
    Money sum = Money.ZERO;
    for (AttemptRecord attempt : ledger.attempts(task.id())) {
      Cost cost = attempt.cost();
      sum =
          switch (cost) {
            case null -> sum;
            case Cost.Known(Money amount) -> sum.plus(amount);
            case Cost.Unknown unknown ->
                sum.plus(unknown.atMost().orElse(unknown.atLeast()).max(attempt.reserved()));
          };
    }
    return sum;
  }

  /**
   * Money that the tasks above hold comes back only when they end, and they may wait for this one:
   * a child that needs it would never start.
   */
  private Optional<Refusal> stuck(PoolConfig pool, TaskRecord parent, List<Submission.Node> nodes) {
    Money held = Money.ZERO;
    for (TaskRecord above : family.line(parent)) {
      for (AttemptRecord attempt : ledger.attempts(above.id())) {
        held = attempt.settled() ? held : held.plus(attempt.reserved());
      }
    }
    for (Account account : ledger.accounts(pool.id())) {
      if (account.key().equals(AccountKey.pool(pool.id().value())) || isToday(account, pool)) {
        for (Submission.Node node : nodes) {
          Money cap = node.spec().cap();
          Money need = cap == null ? pool.reserve().money() : cap;
          if (isWork(node.spec()) && !account.couldEverFit(need.plus(held))) {
            return Optional.of(
                Refusal.of(
                    Refusal.Code.TASK_BUDGET_EXCEEDS_REMAINING,
                    "the task needs "
                        + need
                        + ", and beside the "
                        + held
                        + " that is set aside for the tasks it would be started by, the cap of "
                        + account.cap()
                        + " has no room: it could not start before they end. Give it a smaller"
                        + " max_budget_usd"));
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isToday(Account account, PoolConfig pool) {
    String today = LocalDate.ofInstant(ledger.now(), ZoneOffset.UTC).toString();
    return account.key().equals(AccountKey.day(pool.id().value(), today));
  }
}
