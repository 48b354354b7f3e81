package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Check;
import dev.agentpool.answer.Clearing;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.DeepExamination;
import dev.agentpool.answer.Examination;
import dev.agentpool.answer.PoolStanding;
import dev.agentpool.answer.PrivacyReport;
import dev.agentpool.answer.SlotState;
import dev.agentpool.answer.Status;
import dev.agentpool.answer.Stopped;
import dev.agentpool.artifact.Retention;
import dev.agentpool.budget.Unit;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.ConfigException;
import dev.agentpool.config.ConfigProblem;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.doctor.Doctor;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.SetAside;
import dev.agentpool.node.Node;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.StopRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The daemon, and the machine it runs on. */
public final class DaemonRows {
  public static final Operation<Nothing, Status> STATUS =
      named("daemon.status", "The daemon and its pools; the asked one first")
          .takes(Nothing.class)
          .gives(Status.class)
          .at(Route.get("/v1/status"))
          .does((asking, _) -> status(asking));

  public static final Operation<Nothing, Examination> DOCTOR =
      named("daemon.doctor", "Examines the machine")
          .takes(Nothing.class)
          .gives(Examination.class)
          .at(Route.get("/v1/doctor").fails())
          .does((asking, _) -> examine(asking));

  public static final Operation<Nothing, DeepExamination> DEEP =
      named("daemon.deep", "Tries out what an examination of the machine only looks at")
          .takes(Nothing.class)
          .gives(DeepExamination.class)
          .at(Route.get("/v1/doctor/deep").fails())
          .does((asking, _) -> deep(asking.house().doctor()));

  public static final Operation<Nothing, PrivacyReport> PRIVACY =
      named("daemon.privacy", "What is stored, read and sent on this machine")
          .takes(Nothing.class)
          .gives(PrivacyReport.class)
          .at(Route.get("/v1/doctor/privacy").fails())
          .does((asking, _) -> Privacy.of(asking.house().home(), asking.house().doctor()));

  /** Whoever serves it goes on until its answer is written. */
  public static final Operation<StopRequest, Stopped> STOP =
      named("daemon.stop", "Stops the daemon")
          .takes(StopRequest.class)
          .gives(Stopped.class)
          .at(Route.post("/v1/stop"))
          .does(DaemonRows::stop);

  private DaemonRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(STATUS, DOCTOR, DEEP, PRIVACY, STOP);
  }

  private static Status status(Asking asking) {
    Optional<PoolId> asked = asking.namedStanding().map(PoolConfig::id);
    boolean isForAll = asking.seesAllPools();
    House.Facts facts = asking.house().facts();
    Node node = asking.node();
    return new Status(
        facts.pid(),
        facts.version(),
        facts.build(),
        facts.node(),
        facts.startedAt(),
        facts.socket(),
        node.slept(),
        node.walls().told(),
        node.redactions(),
        clearing(asking),
        Standing.setAside(node),
        node.pools().stream()
            .filter(pool -> isForAll || isAsked(pool, asked))
            .sorted(Comparator.comparing(pool -> !isAsked(pool, asked)))
            .map(pool -> standing(asking, pool))
            .toList());
  }

  private static Optional<Clearing> clearing(Asking asking) {
    try {
      ArtifactRules rules = asking.engine().artifacts().rules();
      Retention.Cleared cleared = asking.engine().artifacts().cleared();
      return Optional.of(
          new Clearing(
              rules.keep(),
              rules.mostBytes(),
              Optional.ofNullable(cleared.lookedAt()),
              Optional.ofNullable(cleared.clearedAt()),
              cleared.holders(),
              cleared.bytes()));
    } catch (ConfigException wrong) {
      return Optional.empty();
    }
  }

  private static boolean isAsked(Node.PoolView pool, Optional<PoolId> asked) {
    return asked.filter(pool.config().id()::equals).isPresent();
  }

  private static PoolStanding standing(Asking asking, Node.PoolView view) {
    PoolConfig config = view.config();
    Accounts accounts = Accounts.of(asking.ledger(), config.id());
    return new PoolStanding(
        config.id().value(),
        config.name(),
        config.directory().toString(),
        config.slots().size(),
        slots(asking, view),
        counts(asking, config.id()),
        asking.engine().reviews().escalated(config.id()),
        asking.engine().questions().openCount(config.id()),
        Cost.of(accounts.whole().cost()),
        accounts.whole().unsure().micros(),
        accounts.whole().reserved().micros(),
        Accounts.micros(accounts.whole().cap()),
        Cost.of(accounts.day().cost()),
        Accounts.micros(accounts.day().cap()),
        accounts.counted(Unit.TOKENS),
        accounts.counted(Unit.TURNS),
        Standing.paused(asking.node(), config.id()),
        Standing.held(asking.node()),
        Optional.ofNullable(view.problem()),
        view.notices());
  }

  private static List<SlotState> slots(Asking asking, Node.PoolView view) {
    Map<TaskId, TaskRecord> tasks =
        asking
            .ledger()
            .tasks(
                view.slots().stream()
                    .map(Node.SlotView::task)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet()));
    return view.slots().stream().map(slot -> slot(slot, tasks)).toList();
  }

  private static SlotState slot(Node.SlotView slot, Map<TaskId, TaskRecord> tasks) {
    Optional<TaskId> task = Optional.ofNullable(slot.task());
    return new SlotState(
        slot.id(),
        slot.state(),
        task.map(TaskId::value),
        task.map(tasks::get).map(running -> running.spec().called().text()),
        slot.resident());
  }

  private static Map<String, Long> counts(Asking asking, PoolId pool) {
    Map<TaskState, Long> known = asking.ledger().counts(pool);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (TaskState state : TaskState.values()) {
      counts.put(state.wireName(), known.getOrDefault(state, 0L));
    }
    return counts;
  }

  private static Examination examine(Asking asking) {
    Doctor doctor = asking.house().doctor();
    List<Check> checks = new ArrayList<>();
    Optional<String> directory = asking.directory();
    List<ConfigProblem> problems =
        directory.map(asking.house().projects()::problems).orElse(List.of());
    Optional<PoolConfig> pool = directory.flatMap(named -> usable(asking, named));
    for (Doctor.Check check : doctor.examine(pool.orElse(null), problems)) {
      checks.add(
          new Check(
              check.name(),
              switch (check.health()) {
                case OK -> Check.Health.OK;
                case WARN -> Check.Health.WARN;
                case FAIL -> Check.Health.FAIL;
              },
              check.detail(),
              check.advice()));
    }
    pool.ifPresent(
        found -> asking.node().pauses(found.id()).forEach(pause -> checks.add(paused(pause))));
    pool.flatMap(found -> notesSetAside(asking, found.id())).ifPresent(checks::add);
    return new Examination(checks);
  }

  /** The pool of a project; empty when its files cannot be used, which its problems tell. */
  private static Optional<PoolConfig> usable(Asking asking, String directory) {
    try {
      return Optional.of(asking.house().projects().open(directory));
    } catch (ConfigException toldOfFiles) {
      return Optional.empty(); // the machine is examined all the same
    }
  }

  private static Optional<Check> notesSetAside(Asking asking, PoolId pool) {
    List<Noted<SetAside>> all = SetAside.SPACE.in(asking.ledger()).list(pool);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    SetAside newest = all.getLast().value();
    return Optional.of(
        new Check(
            "notes set aside",
            Check.Health.WARN,
            all.size()
                + " could not be read; the newest: '"
                + newest.key()
                + "' of '"
                + newest.space()
                + "': "
                + newest.why(),
            "make it anew; its text is kept in the ledger (docs/operations.md)"));
  }

  private static DeepExamination deep(Doctor doctor) {
    List<Doctor.Trial> trials = doctor.tryOut();
    boolean ok = trials.stream().allMatch(Doctor.Trial::ok);
    return new DeepExamination(
        ok,
        trials.stream()
            .map(trial ->
                new DeepExamination.Trial(
                    trial.name(),
                    trial.ok(),
                    Optional.ofNullable(trial.path()).map(Path::toString),
                    trial.detail()))
            .toList(),
        List.of(ok ? "agentpool providers" : "agentpool doctor"));
  }

  private static Check paused(ProviderPauses.Pause pause) {
    return new Check(
        pause.ofProject() ? "project" : "provider " + pause.provider(),
        Check.Health.FAIL,
        "stands still since "
            + pause.since()
            + " ("
            + pause.code().wireName()
            + "): "
            + pause.why(),
        "one task tries again at "
            + pause.until()
            + "; when it is mended, agentpool resume tries at once");
  }

  private static Stopped stop(Asking asking, StopRequest asked) throws InterruptedException {
    Node.StopReport report = asking.house().stop().stop(asked.patience());
    return new Stopped(
        Duration.ofMillis(report.waitedMillis()),
        report.finished(),
        report.interrupted(),
        report.leftRunning(),
        report.sessionsEnded(),
        report.left().size(),
        report.left());
  }
}
