package dev.agentpool.cli.plan;

import dev.agentpool.cli.command.SettingFlag;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of any plan: chains, workflows, routed work. */
final class PlanFlags {
  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What all of it is called in lists.")
  @Nullable String title;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "A tag to find its tasks by; may be repeated.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = {"--budget-usd", "--max-budget-usd"},
      paramLabel = "X",
      description = "The most all of it may cost.")
  @Nullable BigDecimal budgetUsd;

  @Option(
      names = "--budget-tokens",
      paramLabel = "N",
      description = "The most tokens all of it may take.")
  @Nullable Long budgetTokens;

  @Option(
      names = "--budget-turns",
      paramLabel = "N",
      description = "The most turns all of it may take.")
  @Nullable Long budgetTurns;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model of steps that name none.")
  @Nullable String model;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any other setting; the value is JSON or text.")
  List<String> set = new ArrayList<>();

  @Option(names = "--priority", paramLabel = "N", description = "Higher runs earlier.")
  @Nullable Integer priority;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "The same key twice is the same work.")
  @Nullable String idempotencyKey;

  /** Puts what was said into a request. */
  JsonObject into(JsonObject request) {
    JsonObject settings = Json.object();
    for (String pair : set) {
      SettingFlag.put(settings, pair);
    }
    settings.putIfThere("model", model);
    return request
        .putIfThere("settings", settings.isEmpty() ? null : settings)
        .putIfThere("title", title)
        .putIfThere("tags", tags.isEmpty() ? null : tags)
        .putIfThere("max_budget_usd", budgetUsd)
        .putIfThere("max_budget_tokens", budgetTokens)
        .putIfThere("max_budget_turns", budgetTurns)
        .putIfThere("priority", priority)
        .putIfThere("idempotency_key", idempotencyKey);
  }
}
