package dev.agentpool.operation;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.engine.Tasks;
import dev.agentpool.engine.UsualIsolation;
import dev.agentpool.ledger.Submission;
import dev.agentpool.plan.Isolation;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.request.PlanChoices;
import dev.agentpool.request.TaskChoices;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Tags;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.Title;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What requests choose, as the engine has it. */
final class Choices {
  private Choices() {}

  static TaskOptions task(TaskChoices chosen, Optional<String> idempotencyKey) {
    return new TaskOptions(
        chosen.title().map(title -> checked(() -> new Title(title.strip()))).orElse(null),
        settings(chosen.settings()),
        checked(() -> Tags.checked(chosen.tags())),
        chosen.priority().orElse(0),
        chosen.lane().orElse(null),
        chosen.maxAttempts().orElse(null),
        chosen.retryDelay().map(Choices::seconds).orElse(null),
        chosen.reviewRequired(),
        chosen.maxRejections().orElse(null),
        money(chosen.maxBudgetUsd()),
        chosen.after().stream().map(Choices::dependency).toList(),
        chosen
            .onDependencyFailure()
            .map(named -> DependencyPolicy.ofWireName(named.wireName()))
            .orElse(DependencyPolicy.FAIL),
        chosen.slot().orElse(null),
        key(idempotencyKey));
  }

  static PlanOptions plan(PlanChoices chosen, PoolConfig pool, Optional<String> idempotencyKey) {
    return new PlanOptions(
        chosen.title().filter(title -> !title.isBlank()).orElse(null),
        checked(() -> Tags.checked(chosen.tags())),
        chosen
            .isolation()
            .map(named -> Isolation.named(named.wireName()))
            .orElseGet(() -> UsualIsolation.of(pool.directory())),
        chosen.onFinish().map(named -> OnFinish.ofWireName(named.wireName())).orElse(OnFinish.KEEP),
        settings(chosen.settings()),
        chosen.priority().orElse(0),
        new Limits(
            money(chosen.maxBudgetUsd()),
            count("max_budget_tokens", chosen.maxBudgetTokens()),
            count("max_budget_turns", chosen.maxBudgetTurns())),
        key(idempotencyKey));
  }

  static Settings settings(Map<String, Object> plain) {
    return read(plain, Settings::askedWithinPool);
  }

  /** Those of a slot. */
  static Settings settingsOfSlot(Map<String, Object> plain) {
    return read(plain, Settings::askedOfSlot);
  }

  private static Settings read(
      Map<String, Object> plain, Function<Map<String, Object>, Settings> reader) {
    try {
      return reader.apply(plain);
    } catch (InvalidSetting e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Texts by name; numbers and flags are taken as their text. */
  static Map<String, String> texts(String member, Map<String, Object> table) {
    Map<String, String> texts = new LinkedHashMap<>();
    table.forEach((name, value) -> {
      if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
        throw Refused.invalid("'" + member + "." + name + "' must be text, not " + value);
      }
      texts.put(name, value.toString());
    });
    return texts;
  }

  static @Nullable String key(Optional<String> idempotencyKey) {
    if (idempotencyKey.filter(String::isBlank).isPresent()) {
      throw Refused.invalid("the idempotency key is empty: leave it out, or give one");
    }
    if (idempotencyKey.filter(key -> key.length() > Submission.LONGEST_KEY).isPresent()) {
      throw Refused.invalid(
          "the idempotency key has "
              + idempotencyKey.get().length()
              + " characters; "
              + Submission.LONGEST_KEY
              + " is the most");
    }
    return idempotencyKey.orElse(null);
  }

  private static Duration seconds(BigDecimal seconds) {
    return checked(() -> Duration.ofMillis(seconds.movePointRight(3).longValueExact()));
  }

  private static @Nullable Money money(Optional<BigDecimal> usd) {
    return usd.map(amount -> money("max_budget_usd", amount)).orElse(null);
  }

  static Money money(String member, BigDecimal usd) {
    return checked(() -> Money.cap("'" + member + "'", usd));
  }

  static @Nullable Long count(String member, Optional<Long> count) {
    return count.map(number -> count(member, number)).orElse(null);
  }

  static Long count(String member, long count) {
    if (count < 1 || count > Amount.MOST) {
      throw Refused.invalid(
          "'" + member + "' must be a whole number from 1 to " + Amount.MOST + ", not " + count);
    }
    return count;
  }

  private static <T> T checked(java.util.function.Supplier<T> make) {
    try {
      return Tasks.checked(make);
    } catch (ArithmeticException e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static TaskId dependency(String text) {
    try {
      return new TaskId(text);
    } catch (IllegalArgumentException noId) {
      throw new Refused(
          Refused.Kind.INVALID, "dependency_unknown", "there is no task " + text + " to wait for");
    }
  }
}
