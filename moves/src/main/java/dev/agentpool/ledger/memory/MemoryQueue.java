package dev.agentpool.ledger.memory;

import dev.agentpool.ledger.books.Candidate;
import dev.agentpool.ledger.books.Place;
import dev.agentpool.ledger.books.QueueBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queues of all pools in collections. */
final class MemoryQueue implements QueueBook {
  private final MemoryTasks tasks;
  private final MoveTime time;

  MemoryQueue(MemoryTasks tasks, MoveTime time) {
    this.tasks = tasks;
    this.time = time;
  }

  @Override
  public void putPlace(TaskId task, Place place) {
    Row row = tasks.row(task);
    Queue queue = tasks.queue(row.task.pool());
    queue.unplace(row);
    row.place = place;
    queue.place(row);
  }

  @Override
  public boolean laneRuns(PoolId pool, String lane) {
    return tasks.queue(pool).lane(lane).running > 0;
  }

  @Override
  public boolean laneRuns(String lane) {
    return tasks.pools().stream().anyMatch(pool -> laneRuns(pool, lane));
  }

  @Override
  public Set<PoolId> lanePools(String lane) {
    return tasks.pools().stream()
        .filter(pool -> !tasks.queue(pool).lane(lane).pending.isEmpty())
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<LaneWaiter> laneOldest(PoolId pool, String lane) {
    NavigableSet<Row> pending = tasks.queue(pool).lane(lane).pending;
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(new LaneWaiter(pending.first().task.id(), pending.first().task.notBefore()));
  }

  @Override
  public Optional<TaskId> laneSeated(PoolId pool, String lane) {
    for (Row row : tasks.queue(pool).lane(lane).pending) {
      if (row.place != Place.HELD) {
        return Optional.of(row.task.id());
      }
    }
    return Optional.empty();
  }

  @Override
  public void promoteDue(PoolId pool) {
    NavigableSet<Row> delayed = tasks.queue(pool).delayed;
    Instant now = time.now();
    for (Row row : List.copyOf(tasks.queue(pool).unpaid)) {
      Instant due = row.task.notBefore();
      if (due != null && !due.isAfter(now)) {
        putPlace(row.task.id(), Place.READY);
      }
    }
    while (!delayed.isEmpty()) {
      Instant due = delayed.first().task.notBefore();
      if (due != null && due.isAfter(now)) {
        return;
      }
      putPlace(delayed.first().task.id(), Place.READY);
    }
  }

  @Override
  public List<Candidate> ready(
      PoolId pool,
      String slot,
      boolean pinnedOnly,
      Set<String> withoutProviders,
      Set<String> withoutPlans,
      Candidate.Cursor after,
      int limit) {
    List<Candidate> page = new ArrayList<>();
    for (Row row : tasks.queue(pool).ready) {
      TaskRecord task = row.task;
      if (page.size() == limit) {
        break;
      }
      String provider = task.spec().settings().find(SettingKeys.PROVIDER).orElse("");
      String pinned = task.spec().ordering().slot();
      boolean excluded =
          !slot.equals(pinned) && (pinnedOnly || pinned != null)
              || row.at.compareTo(after) <= 0
              || withoutProviders.contains(provider)
              || (task.plan() != null && withoutPlans.contains(task.plan().value()));
      if (!excluded) {
        page.add(candidate(row));
      }
    }
    return page;
  }

  private static Candidate candidate(Row row) {
    TaskRecord task = row.task;
    return new Candidate(
        task.id(),
        row.at,
        task.plan(),
        task.spec().settings().find(SettingKeys.MODEL).orElse(""),
        task.spec().cap(),
        row.money,
        row.passedOverSince);
  }

  @Override
  public List<Candidate> ready(PoolId pool, TaskId task) {
    Row row = tasks.row(task);
    return row.place == Place.READY && row.task.pool().equals(pool)
        ? List.of(candidate(row))
        : List.of();
  }

  @Override
  public Optional<Instant> nextDue(PoolId pool) {
    NavigableSet<Row> delayed = tasks.queue(pool).delayed;
    Stream<Row> first = delayed.isEmpty() ? Stream.empty() : Stream.of(delayed.first());
    return Stream.concat(first, tasks.queue(pool).unpaid.stream())
        .map(row -> row.task.notBefore())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  @Override
  public List<TaskId> unpaid(PoolId pool, int limit) {
    return tasks.queue(pool).unpaid.stream().limit(limit).map(row -> row.task.id()).toList();
  }

  @Override
  public void notePassedOver(TaskId task, Instant since) {
    tasks.row(task).passedOverSince = since;
  }
}
