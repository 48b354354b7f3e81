package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Tokens;
import dev.agentpool.ledger.WorkFilter;
import dev.agentpool.ledger.WorkReadings;
import dev.agentpool.ledger.Worked;
import dev.agentpool.ledger.books.WorkBook;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What attempts brought, by walking over them. */
final class MemoryWorks implements WorkBook, WorkReadings {
  private record Done(AttemptRecord attempt, Brought brought) {}

  private record Group(Instant quarter, String provider, @Nullable String model) {}

  private final Map<AttemptKey, Done> all = new LinkedHashMap<>();
  private final MemoryTasks tasks;
  private final MemorySessions sessions;

  MemoryWorks(MemoryTasks tasks, MemorySessions sessions) {
    this.tasks = tasks;
    this.sessions = sessions;
  }

  @Override
  public void add(AttemptRecord attempt, Brought brought) {
    all.put(attempt.key(), new Done(attempt, brought));
  }

  @Override
  public void takeBack(AttemptRecord attempt) {
    all.remove(attempt.key());
  }

  @Override
  public List<Worked> worked(WorkFilter filter) {
    return sum(
        filter.from(),
        filter.until(),
        done ->
            (filter.pool() == null || filter.pool().equals(done.attempt().pool()))
                && (filter.provider() == null
                    || filter.provider().equals(done.brought().provider())));
  }

  @Override
  public List<Worked> worked(WorkFilter.OfSessions filter) {
    Set<String> seats =
        filter.sessions().stream().map(SessionId::value).collect(Collectors.toSet());
    return sum(filter.from(), filter.until(), done -> seats.contains(seat(done.attempt().key())));
  }

  private String seat(AttemptKey key) {
    String seat = tasks.row(key.task()).task.spec().ordering().slot();
    return seat == null ? "" : seat;
  }

  private List<Worked> sum(Instant from, Instant until, Predicate<Done> counts) {
    Map<Group, Worked> sums = new LinkedHashMap<>();
    for (Done done : all.values()) {
      Instant at = Objects.requireNonNull(done.attempt().endedAt());
      if (!at.isBefore(from) && at.isBefore(until) && counts.test(done)) {
        Worked one = worked(done, at);
        sums.merge(new Group(one.quarter(), one.provider(), one.model()), one, MemoryWorks::plus);
      }
    }
    return List.copyOf(sums.values());
  }

  private static Worked worked(Done done, Instant at) {
    var uses = Objects.requireNonNull(done.attempt().uses());
    var outcome = done.attempt().outcome();
    return new Worked(
        Worked.quarterOf(at),
        done.brought().provider(),
        done.brought().model(),
        1,
        outcome != null && outcome.success() ? 1 : 0,
        uses.tokens().known() ? 0 : 1,
        Tokens.of(done.brought().tokens(), uses.tokens().certain().count()),
        uses.cost(),
        uses.turns().certain().count(),
        done.brought().elapsed());
  }

  private static Worked plus(Worked one, Worked other) {
    return new Worked(
        one.quarter(),
        one.provider(),
        one.model(),
        one.attempts() + other.attempts(),
        one.completed() + other.completed(),
        one.uncounted() + other.uncounted(),
        one.tokens().plus(other.tokens()),
        one.cost().plus(other.cost()),
        one.turns() + other.turns(),
        one.elapsed().plus(other.elapsed()));
  }

  @Override
  public Map<SessionId, Integer> interruptions(Set<SessionId> wanted) {
    Map<SessionId, Integer> counts = new HashMap<>();
    tasks.rows.values().stream()
        .map(row -> row.task)
        .filter(task -> task.state() == TaskState.CANCELLED)
        .forEach(task -> {
          String seat = task.spec().ordering().slot();
          for (SessionId id : wanted) {
            if (id.value().equals(seat) && !isItsEnd(id, task.finishedAt())) {
              counts.merge(id, 1, Integer::sum);
            }
          }
        });
    return counts;
  }

  private boolean isItsEnd(SessionId id, @Nullable Instant at) {
    LiveSession.Ended ended = sessions.session(id).map(LiveSession::ended).orElse(null);
    return ended != null && ended.at().equals(at);
  }
}
