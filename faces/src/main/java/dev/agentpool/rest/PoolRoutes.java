package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Money;
import dev.agentpool.config.ConfigException;
import dev.agentpool.config.ConfigProblem;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.inside.Acting;
import dev.agentpool.node.Doctor;
import dev.agentpool.node.Node;
import dev.agentpool.node.ProviderPauses;
import dev.agentpool.operation.Standing;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The daemon, its pools, their money and their configuration. */
final class PoolRoutes implements RouteGroup {
  private final Api api;

  PoolRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health", "Whether it serves", this::health).as("text/plain"),
        Endpoint.get("/v1/status", "The daemon and its pools; the asked one first", this::status)
            .gives("Status")
            .fails(400),
        Endpoint.get("/v1/budget", "A pool's money", call -> call.answer(budget(call.pool())))
            .gives("Budget")
            .fails(400),
        Endpoint.put("/v1/budget", "Sets caps; null removes one", this::setBudget)
            .takes("BudgetRequest")
            .gives("Budget")
            .fails(400),
        Endpoint.get("/v1/config/validate", "What is wrong with a project's files", this::validate)
            .gives("Validation")
            .fails(400),
        Endpoint.get("/v1/doctor", "Examines the machine", this::doctor).gives("Examination"),
        Endpoint.post("/v1/stop", "Stops the daemon", this::stop)
            .takes("StopRequest")
            .gives("Stopped")
            .fails(400));
  }

  @Override
  public String shapes() {
    return PoolText.SHAPES;
  }

  private void health(Call call) {
    call.http().contentType("text/plain").result("ok");
  }

  private void status(Call call) {
    PoolId asked = call.standingPool().map(PoolConfig::id).orElse(null);
    ObjectNode answer = Shapes.object();
    Api.DaemonFacts facts = api.facts();
    answer.put("pid", facts.pid()).put("version", facts.version()).put("build", facts.build());
    answer.put("node", facts.node());
    answer.put("started_at_ms", facts.startedAtMillis()).put("socket", facts.socket());
    answer.put("slept_ms", api.node().slept().toMillis());
    answer.put("walls", api.node().walls().told());
    answer.set(
        "sessions_set_aside", Json.ANSWERS.<JsonNode>valueToTree(Standing.setAside(api.node())));
    ArrayNode pools = Shapes.array();
    api.node().pools().stream()
        .filter(pool -> api.defaultDirectory() == null || pool.config().id().equals(asked))
        .filter(PoolRoutes::isForWhoAsks)
        .sorted((one, other) -> first(one, asked) - first(other, asked))
        .forEach(pool -> pools.add(pool(pool)));
    answer.set("pools", pools);
    call.answer(answer);
  }

  /** What runs inside a session sees its own pool. */
  private static boolean isForWhoAsks(Node.PoolView pool) {
    return Acting.insider().filter(who -> !who.pool().id().equals(pool.config().id())).isEmpty();
  }

  private static int first(Node.PoolView pool, @Nullable PoolId asked) {
    return pool.config().id().equals(asked) ? 0 : 1;
  }

  private ObjectNode pool(Node.PoolView view) {
    PoolConfig config = view.config();
    ObjectNode node = Shapes.object();
    node.put("id", config.id().value())
        .put("name", config.name())
        .put("dir", config.directory().toString());
    node.put("slots", config.slots().size());
    ArrayNode slots = Shapes.array();
    for (Node.SlotView slot : view.slots()) {
      slots.add(
          Shapes.object()
              .put("id", slot.id())
              .put("state", slot.state())
              .put("task_id", slot.task() == null ? null : slot.task().value())
              .put("resident", slot.resident()));
    }
    node.set("slot_states", slots);
    Map<TaskState, Long> counts = api.ledger().counts(config.id());
    ObjectNode tasks = Shapes.object();
    for (TaskState state : TaskState.values()) {
      tasks.put(state.wireName(), counts.getOrDefault(state, 0L));
    }
    node.set("tasks", tasks);
    node.put("escalated_reviews", api.engine().reviews().escalated(config.id()));
    money(node, config.id());
    node.set(
        "paused", Json.ANSWERS.<JsonNode>valueToTree(Standing.paused(api.node(), config.id())));
    node.put("problem", view.problem());
    node.set("notices", Shapes.texts(view.notices()));
    return node;
  }

  private void money(ObjectNode node, PoolId pool) {
    Account whole = account(pool, AccountKey.pool(pool.value()));
    Account day = account(pool, AccountKey.day(pool.value(), today()));
    CostShapes.put(node, "spend", whole.cost());
    node.put("unknown_microdollars", whole.unsure().micros());
    node.put("reserved_microdollars", whole.reserved().micros());
    Shapes.money(node, "budget_microdollars", whole.cap());
    CostShapes.put(node, "day_spend", day.cost());
    Shapes.money(node, "day_budget_microdollars", day.cap());
  }

  private Account account(PoolId pool, AccountKey key) {
    return api.ledger().ownAccounts(pool).stream()
        .filter(account -> account.key().equals(key))
        .findFirst()
        .orElseGet(() ->
            Account.empty(
                key, key.kind() == AccountKey.Kind.DAY ? caps(pool).day() : caps(pool).pool()));
  }

  private Caps caps(PoolId pool) {
    return api.ledger().pools().stream()
        .filter(record -> record.id().equals(pool))
        .map(PoolRecord::caps)
        .findFirst()
        .orElse(Caps.NONE);
  }

  private String today() {
    return LocalDate.ofInstant(api.ledger().now(), ZoneOffset.UTC).toString();
  }

  private ObjectNode budget(PoolConfig pool) {
    ObjectNode answer = Shapes.object();
    answer.set("pool", Shapes.account(account(pool.id(), AccountKey.pool(pool.id().value()))));
    ObjectNode day = Shapes.account(account(pool.id(), AccountKey.day(pool.id().value(), today())));
    answer.set("day", day.put("date", today()));
    Shapes.money(answer, "task_cap_microdollars", caps(pool.id()).task());
    return answer;
  }

  private void setBudget(Call call) {
    PoolConfig pool = call.pool();
    Body body = call.body();
    Caps now = caps(pool.id());
    Caps changed =
        new Caps(
            cap(body, "pool_usd", now.pool()),
            cap(body, "day_usd", now.day()),
            cap(body, "task_usd", now.task()));
    call.nothingElse();
    Refused.orThrow(api.ledger().setCaps(pool.id(), changed));
    call.answer(budget(pool));
  }

  private static @Nullable Money cap(Body body, String name, @Nullable Money now) {
    return body.has(name) ? TaskRequests.money(body, name) : now;
  }

  private void validate(Call call) {
    String directory = call.directory();
    if (directory == null) {
      throw Problem.invalid("'dir' is missing: the project's directory");
    }
    List<ConfigProblem> problems = api.projects().problems(directory);
    ArrayNode array = Shapes.array();
    for (ConfigProblem problem : problems) {
      array.add(
          Shapes.object()
              .put("file", problem.file())
              .put("line", problem.line())
              .put("column", problem.column())
              .put("message", problem.message()));
    }
    ObjectNode answer = Shapes.object().put("ok", problems.isEmpty());
    answer.set("problems", array);
    call.answer(answer);
  }

  private void doctor(Call call) {
    String directory = call.directory();
    PoolConfig pool = null;
    List<ConfigProblem> problems = List.of();
    if (directory != null) {
      problems = api.projects().problems(directory);
      try {
        pool = api.projects().open(directory);
      } catch (ConfigException toldAbove) {
        // the machine is examined all the same
      }
    }
    ArrayNode checks = Shapes.array();
    for (Doctor.Check check : api.doctor().examine(pool, problems)) {
      checks.add(
          Shapes.object()
              .put("name", check.name())
              .put("status", check.health().name().toLowerCase(Locale.ROOT))
              .put("detail", check.detail())
              .put("advice", check.advice()));
    }
    if (pool != null) {
      standing(pool, checks);
    }
    ObjectNode answer = Shapes.object();
    answer.set("checks", checks);
    call.answer(answer);
  }

  private void standing(PoolConfig pool, ArrayNode checks) {
    for (ProviderPauses.Pause pause : api.node().pauses(pool.id())) {
      checks.add(
          Shapes.object()
              .put("name", pause.ofProject() ? "project" : "provider " + pause.provider())
              .put("status", "fail")
              .put(
                  "detail",
                  "stands still since "
                      + pause.since()
                      + " ("
                      + pause.code().wireName()
                      + "): "
                      + pause.why())
              .put(
                  "advice",
                  "one task tries again at "
                      + pause.until()
                      + "; when it is mended, agentpool resume tries at once"));
    }
  }

  private void stop(Call call) throws InterruptedException, IOException {
    Body body = call.body();
    long millis = body.longNumber("deadline_ms", 30_000, 0, Duration.ofHours(24).toMillis());
    call.nothingElse();
    api.streams().stopping();
    try {
      Node.StopReport report = api.stop().stop(Duration.ofMillis(millis));
      call.http().res().setContentType("application/json");
      try (OutputStream out = call.http().res().getOutputStream()) {
        out.write(Shapes.text(stopped(report)).getBytes(StandardCharsets.UTF_8));
      }
    } finally {
      api.answered().run(); // only now: the answer is on its way, or nobody is there to take it
    }
  }

  private static ObjectNode stopped(Node.StopReport report) {
    ObjectNode answer =
        Shapes.object()
            .put("waited_ms", report.waitedMillis())
            .put("finished", report.finished())
            .put("interrupted", report.interrupted())
            .put("left_running", report.leftRunning())
            .put("sessions_ended", report.sessionsEnded())
            .put("processes_left", report.left().size());
    ArrayNode pids = Shapes.array();
    report.left().forEach(pids::add);
    answer.set("pids_left", pids);
    return answer;
  }
}
