package dev.agentpool.mailroom;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.activity.ActivityLog;
import dev.agentpool.expert.log.ExpertLogs;
import dev.agentpool.expert.log.LogEntry;
import dev.agentpool.expert.log.SessionLog;
import dev.agentpool.expert.log.SessionResult;
import dev.agentpool.mail.Mail;
import dev.agentpool.post.Mailed;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The log of a session that ended, as lines of a conversation, and its line in the table of an
 * expert's sessions. It is made of the activity, which holds no secrets. For one thread at a time.
 */
final class SessionCopy {
  private final ActivityLog activity;

  SessionCopy(ActivityLog activity) {
    this.activity = activity;
  }

  /** Whether one may be written: it ended, and there was a session. */
  static boolean hasEnded(TaskRecord task) {
    return (task.state() == TaskState.COMPLETED || task.state() == TaskState.FAILED)
        && task.result() != null
        && task.startedAt() != null;
  }

  void write(Path logs, Mailed mailed) throws IOException {
    TaskRecord task = mailed.task();
    TaskResult result = task.result();
    if (result == null) {
      return;
    }
    Mail mail = mailed.mail();
    String id = mail.id().value();
    ExpertLogs all = new ExpertLogs(logs);
    boolean failed = task.state() != TaskState.COMPLETED;
    try (SessionLog log = all.begin(id)) {
      log.said("user", mail.body(), Objects.requireNonNullElse(task.startedAt(), task.createdAt()));
      conversation(task, log);
      log.result(result.output(), failed, figures(task, result));
    }
    String said = result.output();
    all.index()
        .add(
            new LogEntry(
                id,
                Objects.requireNonNullElse(mail.timestamp(), task.createdAt()),
                mail.from(),
                failed ? -1 : 0,
                said.isBlank() ? SessionResult.noSummary() : SessionResult.summary(said)));
  }

  private void conversation(TaskRecord task, SessionLog log) throws IOException {
    ActivityCursor cursor = activity.read(task.id());
    StringBuilder text = new StringBuilder();
    String tool = "";
    String input = "";
    Instant at = task.createdAt();
    for (List<ActivityCursor.Line> lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
      for (ActivityCursor.Line line : lines) {
        at = Instant.ofEpochMilli(line.atMillis());
        switch (line.type()) {
          case "text" -> text.append(of(line.data(), "text"));
          case "tool_use" -> {
            said(log, text, at);
            tool = of(line.data(), "tool");
            input = of(line.data(), "summary");
          }
          case "tool_result" -> {
            said(log, text, at);
            log.used(tool, input, of(line.data(), "summary"), at);
          }
          default -> {} // what is no part of the conversation
        }
      }
    }
    said(log, text, at);
  }

  private static void said(SessionLog log, StringBuilder text, Instant at) throws IOException {
    if (!text.isEmpty()) {
      log.said("assistant", text.toString(), at);
      text.setLength(0);
    }
  }

  private static Map<String, Number> figures(TaskRecord task, TaskResult result) {
    Map<String, Number> figures = new LinkedHashMap<>();
    Instant started = task.startedAt();
    Instant finished = task.finishedAt();
    if (started != null && finished != null) {
      figures.put("duration_ms", Duration.between(started, finished).toMillis());
    }
    figures.put("num_turns", result.report().spent().turns());
    return figures;
  }

  private static String of(JsonNode data, String name) {
    return data.path(name).asString("");
  }
}
