package dev.agentpool.engine;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.engine.SessionMetrics.Elapsed;
import dev.agentpool.engine.SessionMetrics.Model;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.Figures.Group;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.merge.Merges;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Session metrics out of the ledger (spec slot-pool 2.9), which adds them up. Thread-safe.
 *
 * <p>There is one meaning of an average: over the tasks that did what they were asked. So what one
 * costs contains what was spent on those that failed.
 */
public final class Metrics {
  private final Ledger ledger;
  private final Merges merges;

  public Metrics(Ledger ledger) {
    this.ledger = ledger;
    this.merges = new Merges(ledger);
  }

  public SessionMetrics of(FigureFilter filter) {
    Figures figures = ledger.figures(filter);
    List<Group> groups = figures.groups();
    Instant now = ledger.now();
    Instant start = figures.first() == null ? now : figures.first();
    List<Group> done = groups.stream().filter(Group::isDone).toList();
    Map<String, List<Group>> byModel = new LinkedHashMap<>();
    for (Group group : groups) {
      if (group.state().terminal() || group.isDone()) {
        nameOf(group)
            .ifPresent(name -> byModel.computeIfAbsent(name, _ -> new ArrayList<>()).add(group));
      }
    }
    int merged = merges.count(filter);
    Map<String, Integer> counts = new LinkedHashMap<>();
    byModel.forEach((model, of) -> counts.put(model, (int) sum(of, Group::tasks)));
    return new SessionMetrics(
        (int) sum(groups, Group::tasks),
        (int) sum(done, Group::tasks),
        count(groups, TaskState.FAILED),
        count(groups, TaskState.CANCELLED),
        count(groups, TaskState.RUNNING),
        count(groups, TaskState.PENDING),
        count(groups, TaskState.BLOCKED),
        cost(groups),
        average(groups),
        merged,
        over(cost(groups), merged),
        figures.dearest(),
        elapsed(done, figures.times()),
        over(sum(done, Group::turns), sum(done, Group::tasks)),
        counts,
        byModel.entrySet().stream()
            .map(of -> model(of.getKey(), of.getValue()))
            .sorted(Comparator.comparing((Model model) -> model.cost().atLeast()).reversed())
            .toList(),
        matched(groups, filter, Group::configured),
        matched(groups, filter, Group::model),
        start,
        Duration.between(start, now));
  }

  /** As the agent reported it, or else as it was configured. */
  private static Optional<String> nameOf(Group group) {
    return Optional.ofNullable(group.model()).or(() -> Optional.ofNullable(group.configured()));
  }

  private static long sum(List<Group> groups, ToLongFunction<Group> of) {
    return groups.stream().mapToLong(of).sum();
  }

  private static int count(List<Group> groups, TaskState state) {
    return (int) sum(groups.stream().filter(of -> of.state() == state).toList(), Group::tasks);
  }

  private static Cost cost(List<Group> groups) {
    return groups.stream().map(Group::cost).reduce(Cost.NOTHING, Cost::plus);
  }

  private static double over(long sum, long count) {
    return count == 0 ? 0 : (double) sum / count;
  }

  /** What a task that did what it was asked cost, with what was spent on the others. */
  private static Cost average(List<Group> groups) {
    return over(cost(groups), sum(groups.stream().filter(Group::isDone).toList(), Group::tasks));
  }

  private static Cost over(Cost all, long count) {
    if (count == 0) {
      return Cost.NOTHING;
    }
    Money least = Money.ofMicros(all.atLeast().micros() / count);
    return all.isKnown()
        ? Cost.known(least)
        : new Cost.Unknown(
            least, all.atMost().map(most -> Money.ofMicros(most.micros() / count)).orElse(null));
  }

  private static long averageMillis(List<Group> done) {
    long timed = sum(done, Group::timed);
    return timed == 0 ? 0 : sum(done, Group::millis) / timed;
  }

  private static Elapsed elapsed(List<Group> done, Figures.Times times) {
    return new Elapsed(averageMillis(done), times.median(), times.longest(), times.shortest());
  }

  private static Model model(String name, List<Group> groups) {
    List<Group> done = groups.stream().filter(Group::isDone).toList();
    return new Model(
        name,
        (int) sum(groups, Group::tasks),
        (int) sum(done, Group::tasks),
        cost(groups),
        average(groups),
        averageMillis(done),
        (int) sum(groups, Group::turns));
  }

  /**
   * How many tasks the filter's model was found at, in one of the two places where it can stand.
   */
  private static int matched(
      List<Group> groups, FigureFilter filter, Function<Group, @Nullable String> where) {
    return filter.model() == null
        ? 0
        : (int)
            sum(
                groups.stream().filter(of -> filter.model().equals(where.apply(of))).toList(),
                Group::tasks);
  }
}
