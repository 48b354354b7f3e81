package dev.agentpool.api;

import dev.agentpool.answer.Json;
import dev.agentpool.request.TaskChoices;
import dev.agentpool.settings.Effort;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.WorkspaceMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a task is to be done. Immutable: begin with {@link #DEFAULTS} and say what differs; each
 * method gives changed options and leaves these as they are.
 *
 * {@snippet :
 * TaskOptions careful =
 *     TaskOptions.DEFAULTS
 *         .withModel("haiku")
 *         .withTags("docs", "nightly")
 *         .withTimeout(Duration.ofMinutes(10))
 *         .withMaxBudgetUsd(0.50);
 * System.out.println(pool.run("Say hello.", careful).success());
 * }
 *
 * @param settings as in {@code [settings]} of {@code pool.toml}, over the slot's and the pool's
 * @param request the other members of a task request, under the names of docs/api.md
 */
public record TaskOptions(Map<String, Object> settings, Map<String, Object> request) {
  /** Everything as the pool has it. */
  public static final TaskOptions DEFAULTS = new TaskOptions(Map.of(), Map.of());

  /** Keeps copies of the tables. */
  public TaskOptions {
    settings = Members.copy(settings);
    request = Members.copy(request);
  }

  /**
   * Any setting by its name; see docs/configuration.md. Lists are {@link List}s, tables {@link
   * Map}s, durations texts as {@code "90s"}.
   */
  public TaskOptions withSetting(String key, Object value) {
    return new TaskOptions(Members.with(settings, key, value), request);
  }

  private TaskOptions with(String name, Object value) {
    return new TaskOptions(settings, Members.with(request, name, value));
  }

  /** The model, by its name or alias. */
  public TaskOptions withModel(String model) {
    return withSetting("model", model);
  }

  /** How hard the model thinks. */
  public TaskOptions withEffort(Effort effort) {
    return withSetting("effort", effort.wireName());
  }

  /** What the agent may do unasked. */
  public TaskOptions withPermissionMode(PermissionMode mode) {
    return withSetting("permission_mode", mode.wireName());
  }

  /** Tools it may use unasked, as patterns, beside those of the pool and the slot. */
  public TaskOptions withAllowedTools(String... patterns) {
    return withSetting("allowed_tools", List.of(patterns));
  }

  /** Tools it may never use. */
  public TaskOptions withDisallowedTools(String... patterns) {
    return withSetting("disallowed_tools", List.of(patterns));
  }

  /** Replaces the agent's own system prompt. */
  public TaskOptions withSystemPrompt(String text) {
    return withSetting("system_prompt", text);
  }

  /**
   * Asks for output of this JSON schema; see {@link
   * dev.agentpool.answer.TaskResult#structuredOutput}.
   */
  public TaskOptions withJsonSchema(Map<String, ?> schema) {
    return withSetting("json_schema", Members.copy(schema));
  }

  /** The most turns of the model. */
  public TaskOptions withMaxTurns(int turns) {
    return withSetting("max_turns", turns);
  }

  /** Where it works. */
  public TaskOptions withWorkspace(WorkspaceMode mode) {
    return withSetting("workspace", mode.wireName());
  }

  /** The longest that one attempt may take. */
  public TaskOptions withTimeout(Duration timeout) {
    return withSetting("timeout", timeout.toMillis() + "ms");
  }

  /**
   * What people see it called, one line of up to 100 characters; the first line of its prompt when
   * not said.
   */
  public TaskOptions withTitle(String title) {
    return with("title", title);
  }

  /** Marks to find it by. */
  public TaskOptions withTags(String... tags) {
    return with("tags", List.of(tags));
  }

  /** Higher first; 0 when not said. */
  public TaskOptions withPriority(int priority) {
    return with("priority", priority);
  }

  /** Tasks of a lane run one at a time, oldest first. */
  public TaskOptions withLane(String lane) {
    return with("lane", lane);
  }

  /** The only slot that may take it. */
  public TaskOptions inSlot(String slot) {
    return with("slot", slot);
  }

  /** Begins when these tasks have ended, and fails with them. */
  public TaskOptions after(String... taskIds) {
    return with("after", List.of(taskIds));
  }

  /** Begins also when a task fails that it waits for. */
  public TaskOptions evenIfTheyFail() {
    return with("on_dependency_failure", "continue");
  }

  /** How often it is tried in all when it fails in a way that may pass. */
  public TaskOptions withMaxAttempts(int attempts) {
    return with("max_attempts", attempts);
  }

  /** The wait before the second attempt; it doubles with each further one. */
  public TaskOptions withRetryDelay(Duration delay) {
    return with("retry_delay", BigDecimal.valueOf(delay.toMillis(), 3));
  }

  /** The most that it may cost, all attempts together. */
  public TaskOptions withMaxBudgetUsd(double usd) {
    return with("max_budget_usd", BigDecimal.valueOf(usd));
  }

  /** Its success waits until it is approved. */
  public TaskOptions withReview() {
    return with("review_required", true);
  }

  /** The rejection that fails it; 3 when not said. */
  public TaskOptions withMaxRejections(int most) {
    return withReview().with("max_rejections", most);
  }

  /** Submitting again with the same key gives the same task, also after a crash of this program. */
  public TaskOptions withIdempotencyKey(String key) {
    return with("idempotency_key", key);
  }

  /** What a request says of how a task is to be done. */
  TaskChoices choices() {
    return Json.ANSWERS.convertValue(body(), TaskChoices.class);
  }

  Optional<String> idempotencyKey() {
    return Optional.ofNullable((String) request.get("idempotency_key"));
  }

  /** The members of a request. */
  Map<String, Object> body() {
    return settings.isEmpty() ? request : Members.with(request, "settings", settings);
  }
}
