package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of a task besides its prompt. */
public final class TaskFlags {
  private boolean attended;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What the task is called in lists; else the first line of its prompt.")
  @Nullable String title;

  @Option(names = "--model", paramLabel = "NAME", description = "The model.")
  @Nullable String model;

  @Option(names = "--effort", paramLabel = "LEVEL", description = "How hard the model thinks.")
  @Nullable String effort;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "The agent CLI: claude, codex-cli, opencode, or another of docs/providers.md.")
  @Nullable String provider;

  @Option(
      names = "--permission-mode",
      paramLabel = "MODE",
      description = "What the agent may do unasked.")
  @Nullable String permissionMode;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "The most tokens of an attempt, those of caches too.")
  @Nullable Integer maxTokens;

  @Option(names = "--max-turns", paramLabel = "N", description = "The most model turns.")
  @Nullable Integer maxTurns;

  @Option(
      names = "--system-prompt",
      paramLabel = "TEXT",
      description = "Replaces the agent's system prompt.")
  @Nullable String systemPrompt;

  @Option(
      names = "--append-system-prompt",
      paramLabel = "TEXT",
      description = "Added to the agent's system prompt.")
  @Nullable String appendSystemPrompt;

  @Option(
      names = "--allowed-tools",
      paramLabel = "A,B",
      description = "Tools the agent may use unasked.")
  List<String> allowedTools = new ArrayList<>();

  @Option(
      names = "--disallowed-tools",
      paramLabel = "A,B",
      description = "Tools the agent may never use.")
  List<String> disallowedTools = new ArrayList<>();

  @Option(names = "--max-budget-usd", paramLabel = "X", description = "The most the task may cost.")
  @Nullable BigDecimal maxBudgetUsd;

  @Option(
      names = "--json-schema",
      paramLabel = "FILE|JSON",
      description = "Schema of the structured output.")
  @Nullable String jsonSchema;

  @Option(
      names = "--workspace",
      paramLabel = "MODE",
      description = "shared, worktree, clone or read_only.")
  @Nullable String workspace;

  @Option(
      names = "--slot-mode",
      paramLabel = "MODE",
      description = "Whether the slot keeps its agent process.")
  @Nullable String slotMode;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "The longest an attempt may take, such as 10m.")
  @Nullable String timeout;

  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      description = "The longest the agent may say nothing.")
  @Nullable String stallTimeout;

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      description = "How often a failing task is tried in all.")
  @Nullable Integer maxAttempts;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "A tag to find the task by; may be repeated.")
  List<String> tags = new ArrayList<>();

  @Option(names = "--priority", paramLabel = "N", description = "Higher runs earlier.")
  @Nullable Integer priority;

  @Option(
      names = "--lane",
      paramLabel = "NAME",
      description = "Tasks of one lane run one after the other.")
  @Nullable String lane;

  @NamesTask
  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Run after this task; may be repeated.")
  List<String> after = new ArrayList<>();

  @Option(names = "--review", description = "Wait for approve or reject when the work is done.")
  boolean review;

  @Option(
      names = "--max-rejections",
      paramLabel = "N",
      description = "Rejections after which the task fails.")
  @Nullable Integer maxRejections;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "The same key twice is the same task.")
  @Nullable String idempotencyKey;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other setting; the value is JSON or text.")
  List<String> set = new ArrayList<>();

  /** The request for one task as the daemon takes it alone. */
  public JsonObject request(Surroundings here, Path project, String prompt) {
    return into(here, Json.object().put("prompt", prompt))
        .put("dir", project.toString())
        .putIfThere("idempotency_key", idempotencyKey);
  }

  /** Whether a person sits there who can be asked. */
  TaskFlags attended(boolean isAttended) {
    attended = isAttended;
    return this;
  }

  /** The same for work that is not said by one prompt. */
  public JsonObject choices(Surroundings here, Path project) {
    return into(here, Json.object().put("dir", project.toString()))
        .putIfThere("idempotency_key", idempotencyKey);
  }

  /** The longest an attempt may take; null when it was not said. */
  public @Nullable Long timeoutMs() {
    return timeout == null ? null : (Long) Durations.millis(timeout);
  }

  private JsonObject into(Surroundings here, JsonObject request) {
    JsonObject settings = settings(here);
    request.putIfThere("settings", settings.isEmpty() ? null : settings);
    request.putIfThere("title", title);
    request.putIfThere("tags", tags.isEmpty() ? null : tags);
    request.putIfThere("priority", priority).putIfThere("lane", lane);
    for (String id : after) {
      Query.checkedId(id);
    }
    request.putIfThere("after", after.isEmpty() ? null : after);
    request.putIfThere("max_attempts", maxAttempts);
    request.putIfThere("review_required", review ? Boolean.TRUE : null);
    request.putIfThere("max_rejections", maxRejections);
    return request.putIfThere("max_budget_usd", maxBudgetUsd);
  }

  private JsonObject settings(Surroundings here) {
    JsonObject settings = Json.object();
    if (attended) {
      settings.put("unattended", "park"); // unless it is said otherwise
    }
    for (String pair : set) {
      SettingFlag.put(settings, pair);
    }
    settings
        .putIfThere("model", model)
        .putIfThere("effort", effort)
        .putIfThere("provider", provider);
    settings.putIfThere("permission_mode", permissionMode).putIfThere("max_turns", maxTurns);
    settings.putIfThere("max_tokens", maxTokens);
    settings
        .putIfThere("system_prompt", systemPrompt)
        .putIfThere("append_system_prompt", appendSystemPrompt);
    settings.putIfThere(
        "allowed_tools", allowedTools.isEmpty() ? null : SettingFlag.list(allowedTools));
    settings.putIfThere(
        "disallowed_tools", disallowedTools.isEmpty() ? null : SettingFlag.list(disallowedTools));
    settings.putIfThere(
        "json_schema", jsonSchema == null ? null : SettingFlag.schema(here, jsonSchema));
    settings.putIfThere("workspace", workspace).putIfThere("slot_mode", slotMode);
    return settings.putIfThere("timeout", timeout).putIfThere("stall_timeout", stallTimeout);
  }
}
