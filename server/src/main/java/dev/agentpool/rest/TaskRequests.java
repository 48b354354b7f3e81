package dev.agentpool.rest;

import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.Submission;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads task and plan requests (docs/api.md). */
final class TaskRequests {
  private TaskRequests() {}

  static Submission one(Body body, PoolConfig pool) {
    String key = body.textOrNull("idempotency_key");
    Submission.Node node = node(body, pool, List.of());
    body.nothingElse();
    return checked(() -> new Submission(pool.id(), List.of(node), null, key));
  }

  static Submission plan(Body body, PoolConfig pool) {
    List<Submission.Node> nodes = new ArrayList<>();
    for (Body task : body.bodies("tasks")) {
      nodes.add(node(task, pool, task.numbers("after_index")));
      task.nothingElse();
    }
    Money cap = money(body, "plan_budget_usd");
    String key = body.textOrNull("idempotency_key");
    body.nothingElse();
    return checked(() -> new Submission(pool.id(), nodes, cap, key));
  }

  private static Submission.Node node(Body body, PoolConfig pool, List<Integer> after) {
    TaskSpec spec = spec(body, pool);
    List<TaskId> tasks = body.texts("after").stream().map(TaskRequests::id).toList();
    return new Submission.Node(spec, after, tasks);
  }

  private static TaskSpec spec(Body body, PoolConfig pool) {
    String prompt = body.text("prompt");
    Settings settings = settings(body.table("settings"));
    Settings all = settings.over(pool.project().over(pool.user()));
    Money cap = money(body, "max_budget_usd");
    RetryPolicy retry = retry(body, all);
    Ordering ordering =
        checked(() -> new Ordering(body.number("priority", 0), body.textOrNull("lane")));
    ReviewPolicy review =
        checked(() ->
            new ReviewPolicy(
                body.flag("review_required", false), body.number("max_rejections", 3)));
    return checked(() ->
        new TaskSpec(
            prompt,
            settings,
            body.texts("tags"),
            ordering,
            retry,
            review,
            cap != null ? cap : all.find(SettingKeys.MAX_BUDGET_USD).orElse(null),
            dependencyPolicy(body),
            null));
  }

  private static RetryPolicy retry(Body body, Settings all) {
    return checked(() -> {
      int attempts = body.number("max_attempts", all.get(SettingKeys.MAX_ATTEMPTS));
      Duration delay = all.get(SettingKeys.RETRY_DELAY);
      if (body.has("retry_delay")) {
        BigDecimal seconds = body.decimal("retry_delay");
        delay = seconds == null ? delay : Duration.ofMillis(seconds.movePointRight(3).longValue());
      }
      Duration longest = RetryPolicy.ONCE.maxDelay();
      return new RetryPolicy(attempts, delay, delay.compareTo(longest) > 0 ? delay : longest);
    });
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

  private static Settings settings(Map<String, Object> plain) {
    try {
      return Settings.read(plain);
    } catch (InvalidSetting e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
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

  static TaskId id(String text) {
    return checked(() -> new TaskId(text));
  }

  /** What a core type refuses is the request's fault. */
  static <T> T checked(java.util.function.Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }
}
