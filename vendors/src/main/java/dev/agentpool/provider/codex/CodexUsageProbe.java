package dev.agentpool.provider.codex;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.UsageProbe;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks Codex what its account has left (spec control-plane 16.3): an app-server that begins no
 * thread, and so asks no model and runs no command.
 */
public final class CodexUsageProbe implements UsageProbe {
  static final String SOURCE = "codex_app_server";
  private static final String RECOVERED = "codex_app_server_error_body";
  private static final Duration READY = Duration.ofSeconds(8);
  private static final Duration ANSWER = Duration.ofSeconds(4);
  private final CodexCli cli;
  private final ProbeProcess processes;

  public CodexUsageProbe(CodexCli cli, ProbeProcess processes) {
    this.cli = cli;
    this.processes = processes;
  }

  @Override
  public Usage read(SessionSpec spec, Instant now) throws InterruptedException {
    Optional<Path> program = cli.executable().find(spec);
    if (program.isEmpty()) {
      return Usage.none(
          CodexCli.NAME, UsageStatus.UNAVAILABLE, SOURCE, now, cli.executable().missing(spec));
    }
    List<String> arguments =
        List.of(program.get().toString(), "-s", "read-only", "-a", "untrusted", "app-server");
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.remove(SessionSpec.TRUSTED_CONTENTS);
    try (ProbeProcess.Talk talk = processes.talk(arguments, environment, spec.workingDirectory())) {
      return spoken(talk, now);
    } catch (ProcessException gone) {
      return silent(now, String.valueOf(gone.getMessage()));
    }
  }

  private static Usage spoken(ProbeProcess.Talk talk, Instant now) throws InterruptedException {
    ObjectNode hello = Json.object();
    hello.putObject("clientInfo").put("name", "agentpool").put("version", "0.1.0");
    talk.say(request(1, "initialize", hello));
    JsonNode ready = talk.hear(line -> isAnswerTo(1, line), READY);
    if (ready == null || ready.has("error")) {
      return silent(now, ready == null ? "does not start: " + talk.complaint() : told(ready));
    }
    ObjectNode initialized = Json.object().put("method", "initialized");
    initialized.putObject("params");
    talk.say(initialized);
    talk.say(request(2, "account/rateLimits/read", Json.object()));
    JsonNode answer = talk.hear(line -> isAnswerTo(2, line), ANSWER);
    return answer == null
        ? silent(now, "does not answer within " + ANSWER.toSeconds() + " s")
        : parsed(answer, now);
  }

  private static ObjectNode request(int id, String method, ObjectNode params) {
    ObjectNode message = Json.object().put("id", id).put("method", method);
    message.set("params", params);
    return message;
  }

  private static boolean isAnswerTo(int id, JsonNode line) {
    JsonNode said = line.path("id");
    return said.isIntegralNumber()
        && said.canConvertToInt()
        && said.intValue() == id
        && (line.has("result") || line.has("error"));
  }

  private static String told(JsonNode answer) {
    return Json.text(answer.path("error"), "message", "refuses without a reason");
  }

  private static Usage silent(Instant now, String why) {
    return Usage.none(
        CodexCli.NAME, UsageStatus.UNKNOWN, SOURCE, now, "Codex's app-server: " + why.strip());
  }

  /** An answer, or an error that carries what was asked for. */
  static Usage parsed(JsonNode answer, Instant now) {
    if (!answer.has("error")) {
      return of(CodexWindows.limits(answer.path("result")), now);
    }
    String said = told(answer);
    JsonNode details = embedded(said);
    List<Window> windows =
        details == null
            ? List.of()
            : CodexWindows.ofDetails(details.path("rate_limit").path("details"));
    if (!windows.isEmpty()) {
      return Usage.of(CodexCli.NAME, RECOVERED, Confidence.OFFICIAL, now, windows)
          .warned("Codex refused, and its refusal tells the limits");
    }
    return silent(now, said); // an API key has no limits to be read, and is no missing log-in
  }

  private static Usage of(JsonNode limits, Instant now) {
    Usage usage =
        Usage.of(CodexCli.NAME, SOURCE, Confidence.OFFICIAL, now, CodexWindows.of(limits));
    if (CodexWindows.isReached(limits) && usage.status().tells()) {
      usage = usage.status(UsageStatus.LIMIT_REACHED);
    }
    return CodexWindows.withCredits(usage, limits.path("credits"));
  }

  /** The JSON object within a text; null when there is none. */
  private static @Nullable JsonNode embedded(String said) {
    int begin = said.indexOf('{');
    int end = said.lastIndexOf('}');
    return begin < 0 || end < begin
        ? null
        : Json.whole(said.substring(begin, end + 1)).orElse(null);
  }
}
