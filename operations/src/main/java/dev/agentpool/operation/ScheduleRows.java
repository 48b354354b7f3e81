package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Report;
import dev.agentpool.answer.Schedule;
import dev.agentpool.answer.Submitted;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.ScheduleName;
import dev.agentpool.request.ScheduleRequest;
import dev.agentpool.schedule.Omission;
import dev.agentpool.schedule.Schedule.Missed;
import dev.agentpool.schedule.Schedule.Overlap;
import dev.agentpool.schedule.Schedule.Progress;
import dev.agentpool.schedule.Schedules;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pool is to do again and again (docs/schedules.md). */
final class ScheduleRows {
  private static final String ALL = "/v1/schedules";
  private static final String ONE = ALL + "/{name}";
  private static final int NEXT = 5;

  public static final Operation<Nothing, List<Schedule>> LIST =
      named("schedule.list", "A pool's schedules, by name")
          .takes(Nothing.class)
          .givesList(Schedule.class)
          .at(Route.get(ALL))
          .does((asking, _) -> {
            PoolId pool = asking.standing().id();
            List<Noted<dev.agentpool.schedule.Schedule>> all =
                asking.house().schedules().list(pool);
            Map<TaskId, TaskState> states =
                asking
                    .engine()
                    .tasks()
                    .states(all.stream().flatMap(kept -> task(kept.value()).stream()).toList());
            Map<String, Noted<Omission>> missed = asking.house().schedules().missed(pool);
            return all.stream()
                .map(kept ->
                    told(
                        asking,
                        kept.key(),
                        kept.value(),
                        states,
                        Optional.ofNullable(missed.get(kept.key()))))
                .toList();
          });

  public static final Operation<ScheduleRequest, Schedule> ADD =
      named("schedule.add", "Has a task done again and again, from now on")
          .takes(ScheduleRequest.class)
          .gives(Schedule.class)
          .at(Route.post(ALL).status(201).fails(400, 409))
          .does(ScheduleRows::add);

  public static final Operation<ScheduleName, Schedule> GET =
      named("schedule.get", "One schedule, with its next times")
          .takes(ScheduleName.class)
          .gives(Schedule.class)
          .at(Route.get(ONE).fails(400, 404))
          .does((asking, named) -> {
            PoolId pool = asking.standing().id();
            return told(asking, pool, asking.house().schedules().get(pool, named.name()));
          });

  public static final Operation<ScheduleName, Done> REMOVE =
      named("schedule.remove", "Forgets a schedule; tasks of it go on")
          .takes(ScheduleName.class)
          .givesNothing()
          .at(Route.delete(ONE).status(204).fails(400, 404))
          .does((asking, named) -> {
            asking.house().schedules().remove(asking.standing().id(), named.name());
            return Done.DONE;
          });

  public static final Operation<ScheduleName, Schedule> PAUSE =
      named("schedule.pause", "Lets none of its times be due")
          .takes(ScheduleName.class)
          .gives(Schedule.class)
          .at(Route.post(ONE + "/pause").fails(400, 404))
          .does((asking, named) -> {
            PoolId pool = asking.standing().id();
            return told(asking, pool, asking.house().schedules().pause(pool, named.name()));
          });

  public static final Operation<ScheduleName, Schedule> RESUME =
      named("schedule.resume", "Lets its times be due again, from now on")
          .takes(ScheduleName.class)
          .gives(Schedule.class)
          .at(Route.post(ONE + "/resume").fails(400, 404))
          .does((asking, named) -> {
            PoolId pool = asking.standing().id();
            return told(asking, pool, asking.house().schedules().resume(pool, named.name()));
          });

  public static final Operation<ScheduleName, Submitted> NOW =
      named("schedule.now", "Submits its task at once, beside its times")
          .takes(ScheduleName.class)
          .gives(Submitted.class)
          .at(Route.post(ONE + "/now").status(202).fails(400, 404, 409))
          .does((asking, named) ->
              SkillRows.submitted(
                  asking,
                  asking.house().schedules().now(asking.standing().id(), named.name()),
                  Optional.empty()));

  private ScheduleRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, ADD, GET, REMOVE, PAUSE, RESUME, NOW);
  }

  private static Schedule add(Asking asking, ScheduleRequest asked) {
    Schedules schedules = asking.house().schedules();
    var how = Choices.task(asked.how(), Optional.empty());
    var drafted =
        schedules.draft(
            asked.cron(),
            asked.zone(),
            asked.missed().map(named -> Missed.valueOf(named.name())).orElse(Missed.ONCE),
            asked.overlap().map(named -> Overlap.valueOf(named.name())).orElse(Overlap.SKIP),
            asked.prompt(),
            how);
    PoolConfig config = asking.pool();
    asking.engine().tasks().spec(config, asked.prompt(), how); // refused now, not at night
    PoolId pool = config.id();
    return asked.dryRun()
        ? told(asking, pool, schedules.named(asked.name(), drafted), drafted)
        : told(asking, pool, schedules.add(pool, asked.name(), drafted));
  }

  private static Schedule told(
      Asking asking, PoolId pool, Noted<dev.agentpool.schedule.Schedule> kept) {
    return told(asking, pool, kept.key(), kept.value());
  }

  private static Schedule told(
      Asking asking, PoolId pool, String name, dev.agentpool.schedule.Schedule schedule) {
    List<TaskId> last = task(schedule).stream().toList();
    return told(
        asking,
        name,
        schedule,
        asking.engine().tasks().states(last),
        asking.house().schedules().missed(pool, name));
  }

  private static Optional<TaskId> task(dev.agentpool.schedule.Schedule schedule) {
    return Optional.ofNullable(schedule.progress().task());
  }

  private static Schedule told(
      Asking asking,
      String name,
      dev.agentpool.schedule.Schedule schedule,
      Map<TaskId, TaskState> states,
      Optional<Noted<Omission>> missed) {
    Instant now = asking.house().schedules().now();
    Progress progress = schedule.progress();
    Optional<TaskId> task = task(schedule);
    return new Schedule(
        name,
        schedule.cron(),
        schedule.zone().getId(),
        schedule.missed().wireName(),
        schedule.overlap().wireName(),
        schedule.isPaused(),
        schedule.prompt(),
        Optional.ofNullable(schedule.how().title()).map(title -> title.text()),
        schedule.how().settings().plain(),
        schedule.how().tags(),
        schedule.created(),
        schedule.next(now, NEXT).stream().map(at -> at(at, schedule.zone())).toList(),
        Optional.ofNullable(progress.at()),
        task.map(TaskId::value),
        task.map(states::get),
        Optional.ofNullable(progress.waits()),
        missed.map(times -> missed(times, schedule.zone())));
  }

  /** What was missed since a time, of each schedule the last that was told. */
  static List<Report.Missed> missed(Asking asking, PoolId pool, Instant since) {
    Schedules schedules = asking.house().schedules();
    Map<String, Noted<Omission>> told = schedules.missed(pool);
    List<Report.Missed> all = new ArrayList<>();
    for (Noted<dev.agentpool.schedule.Schedule> kept : schedules.list(pool)) {
      Optional.ofNullable(told.get(kept.key()))
          .filter(missed -> !missed.at().isBefore(since))
          .map(missed -> missed(missed, kept.value().zone()))
          .ifPresent(missed -> all.add(new Report.Missed(kept.key(), missed)));
    }
    return all;
  }

  private static Schedule.Times missed(Noted<Omission> kept, ZoneId zone) {
    Omission missed = kept.value();
    return new Schedule.Times(
        missed.count(),
        missed.times().stream().map(at -> at(at, zone)).toList(),
        missed.why(),
        missed.isMadeUp(),
        kept.at());
  }

  private static Schedule.Times.At at(Instant at, ZoneId zone) {
    return new Schedule.Times.At(at, at.atZone(zone).toOffsetDateTime().toString());
  }
}
