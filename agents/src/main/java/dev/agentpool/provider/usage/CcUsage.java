package dev.agentpool.provider.usage;

import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.UsageProbe;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the helper ccusage reads out of Claude Code's logs (spec control-plane 16.4): what was used
 * on this machine, which is no word of the vendor's on what is left.
 */
public final class CcUsage implements UsageProbe {
  static final String SOURCE = "ccusage_local_logs";
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Map<String, String> TOLD = told();
  private final ProbeProcess processes;
  private final List<String> command;

  /**
   * @param command as a person wrote it in AGENTPOOL_CCUSAGE_COMMAND; null when they did not
   */
  public CcUsage(ProbeProcess processes, @Nullable String command) {
    this.processes = processes;
    this.command = command == null ? List.of() : ShellWords.of(command);
  }

  private static Map<String, String> told() {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("id", "block_id");
    told.put("startTime", "start_time");
    told.put("actualEndTime", "actual_end_time");
    told.put("entries", "entries");
    told.put("costUSD", "cost_usd");
    told.put("models", "models");
    told.put("tokenCounts", "token_counts");
    told.put("burnRate", "burn_rate");
    told.put("projection", "projection");
    told.put("tokenLimitStatus", "token_limit_status");
    return told;
  }

  /** How it is started here; empty when it is not there. */
  public Optional<List<String>> find(SessionSpec spec) {
    return command.isEmpty()
        ? HelperProgram.onPath("ccusage", spec).map(path -> List.of(path.toString()))
        : Optional.of(command);
  }

  @Override
  public Usage read(SessionSpec spec, Instant now) throws InterruptedException {
    String provider = spec.settings().get(SettingKeys.PROVIDER);
    Optional<List<String>> found = find(spec);
    if (found.isEmpty()) {
      return Usage.none(
          provider, UsageStatus.UNAVAILABLE, SOURCE, now, "ccusage is not on the PATH");
    }
    List<String> arguments = new ArrayList<>(found.get());
    arguments.addAll(List.of("blocks", "--json", "--offline", "--active", "--no-color"));
    ProbeProcess.Said said =
        processes.run(
            arguments, HelperProgram.environment(spec), spec.workingDirectory(), PATIENCE);
    if (said.code() == 126 || said.code() == 127) {
      return Usage.none(
          provider, UsageStatus.UNAVAILABLE, SOURCE, now, "ccusage cannot be run: " + said.text());
    }
    return FirstJson.in(said.text())
        .map(json -> parsed(provider, json, now))
        .orElseGet(() ->
            Usage.none(
                provider,
                UsageStatus.UNKNOWN,
                SOURCE,
                now,
                "it said nothing in JSON (code " + said.code() + ")"));
  }

  static Usage parsed(String provider, JsonNode json, Instant now) {
    JsonNode active = null;
    for (JsonNode block : json.path("blocks")) {
      if (block.path("isActive").asBoolean(false) && !block.path("isGap").asBoolean(false)) {
        active = block;
      }
    }
    if (active == null) {
      return Usage.none(provider, UsageStatus.UNKNOWN, SOURCE, now, "it knows no active block");
    }
    Window window =
        new Window(
            "active_block",
            WindowKind.FIVE_HOURS,
            "active_local_log_block",
            null,
            Said.number(active.path("tokenLimitStatus").path("percentUsed")),
            null,
            Said.number(active.path("totalTokens")),
            Said.time(active.path("endTime")),
            Confidence.OBSERVED,
            null);
    Map<String, Object> raw = new LinkedHashMap<>();
    raw.put("source", SOURCE);
    raw.putAll(Said.plain(active, TOLD));
    return new Usage(
        provider,
        UsageStatus.UNKNOWN,
        Confidence.OBSERVED,
        now,
        List.of(window),
        null,
        List.of("it counts what this machine logged, which is telemetry and no limit of the plan"),
        raw);
  }
}
