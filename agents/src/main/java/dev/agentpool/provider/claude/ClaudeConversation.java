package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the conversation of a process stands, as its lines tell. One thread writes at a time, any
 * may read.
 */
final class ClaudeConversation {
  private final Settings settings;
  private final Path folder;
  private volatile @Nullable String id;
  private volatile double totalUsd;
  private volatile boolean backgroundTasks;
  private volatile ReportedGifts reported = ReportedGifts.NONE;

  /**
   * @param id of the conversation that is gone on with; null for a fresh one
   * @param folder the session's
   */
  ClaudeConversation(@Nullable String id, Settings settings, Path folder) {
    this.id = id;
    this.settings = settings;
    this.folder = folder;
  }

  void heard(JsonNode line) {
    switch (Json.text(line, "type", "")) {
      case "conversation_reset" -> totalUsd = 0;
      case "result" -> {
        if (line.path("total_cost_usd").isNumber()) {
          totalUsd = line.path("total_cost_usd").asDouble();
        }
      }
      case "system" -> system(line);
      default -> {}
    }
  }

  private void system(JsonNode line) {
    switch (Json.text(line, "subtype", "")) {
      case "init" -> {
        id = Json.text(line, "session_id", "");
        reported = ReportedGifts.of(line, settings, folder);
      }
      case "background_tasks_changed" -> backgroundTasks = !line.path("tasks").isEmpty();
      default -> {}
    }
  }

  /** It was asked for, and said so much. */
  void costs(double usd) {
    totalUsd = usd;
  }

  /** What it has cost, in USD. */
  double totalUsd() {
    return totalUsd;
  }

  /** The CLI's own; null before it said one. */
  @Nullable String id() {
    return id;
  }

  /** Whether something runs that the agent left. */
  boolean hasBackgroundTasks() {
    return backgroundTasks;
  }

  /** What its process was started with, as it says. */
  ReportedGifts reported() {
    return reported;
  }
}
