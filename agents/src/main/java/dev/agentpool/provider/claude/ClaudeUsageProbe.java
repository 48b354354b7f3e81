package dev.agentpool.provider.claude;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.UsageProbe;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks Claude Code what its plan has left, by the control request {@code get_usage}: no prompt, no
 * model, no screen. Files of settings, hooks and MCP servers are not read.
 */
public final class ClaudeUsageProbe implements UsageProbe {
  static final String SOURCE = "claude_get_usage";
  private static final Duration READY = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final String USAGE_ID = "agentpool-usage";
  private final String provider;
  private final ClaudeCli cli;
  private final ProbeProcess processes;

  /**
   * @param provider as the setting names it
   */
  public ClaudeUsageProbe(String provider, ClaudeCli cli, ProbeProcess processes) {
    this.provider = provider;
    this.cli = cli;
    this.processes = processes;
  }

  @Override
  public Usage read(SessionSpec spec, Instant now) throws InterruptedException {
    Optional<Path> program = cli.executable().find(spec);
    if (program.isEmpty()) {
      return Usage.none(
          provider, UsageStatus.UNAVAILABLE, SOURCE, now, cli.executable().missing(spec));
    }
    List<String> arguments =
        List.of(
            program.get().toString(),
            "-p",
            "--input-format",
            "stream-json",
            "--output-format",
            "stream-json",
            "--verbose",
            "--strict-mcp-config",
            "--setting-sources",
            "",
            "--no-session-persistence");
    try (ProbeProcess.Talk talk =
        processes.talk(arguments, environment(spec), spec.workingDirectory())) {
      talk.say(request("agentpool-initialize", "initialize"));
      if (talk.hear(line -> isAnswerTo("agentpool-initialize", line), READY) == null) {
        return silent(now, "it does not start: " + talk.complaint());
      }
      talk.say(request(USAGE_ID, "get_usage"));
      JsonNode answer = talk.hear(line -> isAnswerTo(USAGE_ID, line), ANSWER);
      return answer == null
          ? silent(now, "it does not answer within " + ANSWER.toSeconds() + " s")
          : parsed(provider, answer.path("response"), now);
    } catch (ProcessException gone) {
      return silent(now, String.valueOf(gone.getMessage()));
    }
  }

  private static Map<String, String> environment(SessionSpec spec) {
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.remove(SessionSpec.TRUSTED_CONTENTS);
    environment.put("DISABLE_AUTOUPDATER", "1");
    environment.put("DISABLE_TELEMETRY", "1");
    environment.put("DISABLE_ERROR_REPORTING", "1");
    return environment;
  }

  private static ObjectNode request(String id, String subtype) {
    ObjectNode line = Json.object().put("type", "control_request").put("request_id", id);
    line.putObject("request").put("subtype", subtype);
    return line;
  }

  private static boolean isAnswerTo(String id, JsonNode line) {
    return Json.text(line, "type", "").equals("control_response")
        && Json.text(line.path("response"), "request_id", "").equals(id);
  }

  private Usage silent(Instant now, String why) {
    return Usage.none(provider, UsageStatus.UNKNOWN, SOURCE, now, "Claude Code: " + why.strip());
  }

  /**
   * @param response of the control response, with its own {@code response} when it is a success
   */
  static Usage parsed(String provider, JsonNode response, Instant now) {
    JsonNode said = response.path("response");
    JsonNode limits = said.path("rate_limits");
    if (!Json.text(response, "subtype", "").equals("success")) {
      return Usage.none(
          provider,
          UsageStatus.UNKNOWN,
          SOURCE,
          now,
          "Claude Code does not know get_usage: "
              + Json.text(response, "error", "no reason given"));
    }
    if (!limits.isObject()) {
      return Usage.none(
          provider,
          UsageStatus.UNKNOWN,
          SOURCE,
          now,
          "Claude Code tells no limits for this log-in: an API key has none, and a plan's are told"
              + " once it is logged in with the plan");
    }
    Usage usage =
        Usage.of(provider, SOURCE, Confidence.OFFICIAL, now, ClaudeWindows.ofUsage(limits));
    String plan = Json.text(said, "subscription_type", "");
    return plan.isEmpty() ? usage : usage.raw("subscription_type", plan);
  }
}
