package dev.agentpool.rest;

import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.engine.Tasks;
import dev.agentpool.ledger.Submission;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.TaskId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads task and plan requests (docs/api.md). */
final class TaskRequests {
  static final Duration LONGEST = Duration.ofDays(7);

  /** Settings whose names mean something of their own in a task request. */
  private static final Set<String> OWN =
      Set.of(
          SettingKeys.MAX_BUDGET_USD.name(),
          SettingKeys.MAX_ATTEMPTS.name(),
          SettingKeys.RETRY_DELAY.name());

  private TaskRequests() {}

  static Submission plan(Call call, PoolConfig pool, Tasks tasks) {
    Body body = call.body();
    List<Submission.Node> nodes = new ArrayList<>();
    for (Body task : body.bodies("tasks")) {
      String prompt = task.text("prompt");
      TaskOptions options = options(task, null);
      List<Integer> after = task.numbers("after_index");
      task.nothingElse();
      nodes.add(new Submission.Node(tasks.spec(pool, prompt, options), after, options.after()));
    }
    Money cap = money(body, "plan_budget_usd");
    String key = call.idempotencyKey(body);
    body.nothingElse();
    return checked(() -> new Submission(pool.id(), nodes, cap, key));
  }

  /** What a body says about how a task is to be done. */
  static TaskOptions options(Body body, @Nullable String idempotencyKey) {
    return new TaskOptions(
        body.settings(OWN),
        body.texts("tags"),
        body.number("priority", 0),
        body.textOrNull("lane"),
        numberOrNull(body, "max_attempts"),
        seconds(body, "retry_delay"),
        body.flag("review_required", false),
        numberOrNull(body, "max_rejections"),
        money(body, "max_budget_usd"),
        body.texts("after").stream().map(TaskRequests::dependency).toList(),
        dependencyPolicy(body),
        body.textOrNull("slot"),
        idempotencyKey);
  }

  private static @Nullable Integer numberOrNull(Body body, String name) {
    return body.isGiven(name) ? (Integer) body.number(name, 0) : null;
  }

  private static @Nullable Duration seconds(Body body, String name) {
    BigDecimal seconds = body.decimal(name);
    return seconds == null
        ? null
        : checked(() -> Duration.ofMillis(seconds.movePointRight(3).longValueExact()));
  }

  private static DependencyPolicy dependencyPolicy(Body body) {
    String name = body.textOrNull("on_dependency_failure");
    if (name == null) {
      return DependencyPolicy.FAIL;
    }
    try {
      return DependencyPolicy.ofWireName(name);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(
          "'on_dependency_failure' must be fail or continue, not \"" + name + "\"");
    }
  }

  static @Nullable Money money(Body body, String name) {
    BigDecimal usd = body.decimal(name);
    if (usd == null) {
      return null;
    }
    Money money = checked(() -> Money.ofUsd(usd));
    if (money.micros() <= 0) {
      throw Problem.invalid("'" + name + "' must be more than 0, not " + usd);
    }
    return money;
  }

  /** The longest that the caller waits for an answer. */
  static Duration timeout(Body body) {
    return Duration.ofMillis(
        body.longNumber("timeout_ms", LONGEST.toMillis(), 0, LONGEST.toMillis()));
  }

  /** The same of what a task is to wait for. */
  private static TaskId dependency(String text) {
    try {
      return new TaskId(text);
    } catch (IllegalArgumentException noId) {
      throw new Refused(
          Refused.Kind.INVALID, "dependency_unknown", "there is no task " + text + " to wait for");
    }
  }

  /** What a core type refuses is the request's fault. */
  static <T> T checked(Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }
}
