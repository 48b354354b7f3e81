package dev.agentpool.ledger.codec;

import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.StoodWalls;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.Verdict;
import dev.agentpool.task.WorkspaceOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results and outcomes. What is absent is not written. */
public final class ResultCodec {
  private ResultCodec() {}

  public static String write(TaskResult result) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("report", ReportCodec.write(result.report()));
    plain.put("verdict", write(result.verdict()));
    return Json.write(plain);
  }

  /** Also what an agentpool wrote that did not tell a node's verdict from an agent's report. */
  public static TaskResult read(String json) {
    Map<String, @Nullable Object> plain = Json.readObject(json);
    return plain.containsKey("report")
        ? new TaskResult(
            ReportCodec.read(Json.object(plain.get("report"))),
            verdict(Json.object(plain.get("verdict"))))
        : FlatResults.read(plain);
  }

  private static Map<String, Object> write(Verdict verdict) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("outcome", plain(verdict.outcome()));
    putIfPresent(plain, "told", verdict.told());
    WorkspaceOutcome workspace = verdict.workspace();
    if (workspace != null) {
      Map<String, Object> where = new LinkedHashMap<>();
      where.put("mode", workspace.mode());
      where.put("path", workspace.path());
      putIfPresent(where, "branch", workspace.branch());
      where.put("commits", workspace.commits());
      putIfPresent(where, "patch", workspace.patch());
      plain.put("workspace", where);
    }
    putSome(plain, "walls", verdict.walls().told());
    putSome(plain, "configured_model", verdict.configuredModel());
    putSome(plain, "provider", verdict.provider());
    putSome(plain, "notices", verdict.notices());
    return plain;
  }

  private static Verdict verdict(Map<String, @Nullable Object> plain) {
    return new Verdict(
        outcome(plain.get("outcome")),
        Json.text(plain.get("told")),
        workspace(plain.get("workspace")),
        StoodWalls.of(Json.textOr(plain.get("walls"), "")),
        Json.textOr(plain.get("configured_model"), ""),
        Json.textOr(plain.get("provider"), ""),
        Json.texts(plain.get("notices")));
  }

  public static String write(Outcome outcome) {
    return Json.write(plain(outcome));
  }

  public static Outcome readOutcome(String json) {
    return outcome(Json.readObject(json));
  }

  public static String write(List<TaskId> ids) {
    return Json.write(ids.stream().map(TaskId::value).toList());
  }

  public static List<TaskId> readIds(String json) {
    return Json.readTexts(json).stream().map(TaskId::new).toList();
  }

  static Map<String, Object> plain(Outcome outcome) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("code", outcome.code().wireName());
    plain.put("message", outcome.message());
    putIfPresent(plain, "until", outcome.until() == null ? null : outcome.until().toString());
    return plain;
  }

  static Outcome outcome(@Nullable Object value) {
    Map<String, @Nullable Object> plain = Json.object(value);
    String until = Json.text(plain.get("until"));
    return new Outcome(
        OutcomeCode.ofWireName(Json.need(plain.get("code"), "outcome")),
        Json.need(plain.get("message"), "message"),
        until == null ? null : Instant.parse(until));
  }

  static @Nullable WorkspaceOutcome workspace(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    Map<String, @Nullable Object> plain = Json.object(value);
    return new WorkspaceOutcome(
        Json.need(plain.get("mode"), "workspace mode"),
        Json.need(plain.get("path"), "workspace path"),
        Json.text(plain.get("branch")),
        (int) Json.number(plain.get("commits")),
        Json.text(plain.get("patch")));
  }

  static void putIfPresent(Map<String, Object> plain, String name, @Nullable Object value) {
    if (value != null) {
      plain.put(name, value);
    }
  }

  static void putSome(Map<String, Object> plain, String name, List<?> values) {
    if (!values.isEmpty()) {
      plain.put(name, values);
    }
  }

  static void putSome(Map<String, Object> plain, String name, String text) {
    if (!text.isEmpty()) {
      plain.put(name, text);
    }
  }
}
