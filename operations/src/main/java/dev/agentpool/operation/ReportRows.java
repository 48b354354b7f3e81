package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Report;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.ReportRequest;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A night on one page. */
public final class ReportRows {
  private static final Duration A_NIGHT = Duration.ofHours(12);

  public static final Operation<ReportRequest, Report> GET =
      named("report.get", "What a pool came to since a time: done, failed, waiting, spent")
          .takes(ReportRequest.class)
          .gives(Report.class)
          .at(Route.get("/v1/report").fails(400))
          .does(ReportRows::report);

  private ReportRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET);
  }

  private static Report report(Asking asking, ReportRequest asked) {
    PoolConfig pool = asking.standing();
    Ledger ledger = asking.ledger();
    Instant now = ledger.now();
    Instant since = asked.since().orElse(now.minus(A_NIGHT));
    if (since.isAfter(now)) {
      throw Refused.invalid("'since_ms' is later than now");
    }
    EndedWork ended = EndedWork.of(asking, pool, since);
    List<Report.Work> worked = ended.worked();
    return new Report(
        pool.id().value(),
        since,
        now,
        worked.stream().filter(work -> work.commits() > 0).toList(),
        worked.stream().filter(work -> work.commits() == 0).toList(),
        ended.failed(),
        ended.cancelled(),
        ScheduleRows.missed(asking, pool.id(), since),
        new InboxSections(asking, pool.id(), 100).needsYou(),
        count(ledger, pool.id(), Set.of(TaskState.RUNNING)),
        count(ledger, pool.id(), Set.of(TaskState.PENDING, TaskState.BLOCKED)),
        Cost.of(ended.spent()),
        BudgetRows.budget(asking, pool.id()));
  }

  private static int count(Ledger ledger, PoolId pool, Set<TaskState> states) {
    return (int) ledger.count(new TaskFilter(pool, states, List.of(), null, null, 1, 0));
  }
}
